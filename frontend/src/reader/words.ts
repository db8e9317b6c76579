// The words of a page that is shown as a picture: laid over it unseen, to be selected, copied and heard.
import type { Size } from "./layout";
import styles from "./viewer.module.css";

/** In points from the page's top left corner. */
export interface PageWord {
  text: string;
  x: number;
  y: number;
  w: number;
  h: number;
}

/** Whether a word begins another line than the one before. */
export function newLine(before: PageWord | undefined, word: PageWord): boolean {
  if (!before) return false;
  const overlap = Math.min(before.y + before.h, word.y + word.h) - Math.max(before.y, word.y);
  return overlap < Math.min(before.h, word.h) * 0.4 || word.x < before.x;
}

export function layWords(words: readonly PageWord[], size: Size): HTMLElement {
  const layer = document.createElement("div");
  layer.className = styles.words ?? "";
  layer.style.width = `${size.width}px`;
  layer.style.height = `${size.height}px`;
  let before: PageWord | undefined;
  for (const word of words) {
    if (before) layer.append(newLine(before, word) ? "\n" : " ");
    const span = document.createElement("span");
    span.textContent = word.text;
    span.style.left = `${word.x}px`;
    span.style.top = `${word.y}px`;
    span.style.width = `${word.w}px`;
    span.style.height = `${word.h}px`;
    span.style.fontSize = `${word.h * 0.8}px`;
    layer.append(span);
    before = word;
  }
  return layer;
}
