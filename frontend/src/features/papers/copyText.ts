// Puts text on the clipboard, also on a LAN served without TLS, where browsers hide the clipboard from scripts.

/** Whether it worked. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copySelected(text);
  }
}

function copySelected(text: string): boolean {
  const focus = document.activeElement;
  const box = document.createElement("textarea");
  box.value = text;
  box.className = "heard";
  document.body.append(box);
  box.select();
  const copied = document.execCommand("copy");
  box.remove();
  if (focus instanceof HTMLElement) focus.focus();
  return copied;
}
