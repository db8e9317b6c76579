// Search without marks: "dang" finds "Đặng". đ has no Unicode decomposition and is folded by hand.

export function fold(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{Mn}/gu, "")
    .replace(/[đĐ]/g, "d")
    .toLowerCase();
}

/** Whether every word typed begins or stands within the text, in any order. */
export function finds(query: string, text: string): boolean {
  const folded = fold(text);
  return fold(query)
    .split(/\s+/)
    .every((word) => folded.includes(word));
}
