// The reader's chosen type size, kept on this device; CSS reads it from the root element.
export type TextSizeChoice = "normal" | "large" | "largest";
const KEPT = "nghisu.text-size";

export function textSize(): TextSizeChoice {
  const kept = localStorage.getItem(KEPT);
  return kept === "large" || kept === "largest" ? kept : "normal";
}

export function applyTextSize(choice: TextSizeChoice) {
  localStorage.setItem(KEPT, choice);
  document.documentElement.dataset.textSize = choice;
}
