// Cuts a marked text into pieces to be drawn: plain, marked, plain …
import type { Marked } from "./searchApi";

export interface Piece {
  text: string;
  marked: boolean;
}

/** Marks count whole characters, as the server does: what JavaScript keeps in two halves counts once. */
export function pieces({ text, marks }: Marked): Piece[] {
  const letters = [...text];
  const cut: Piece[] = [];
  const take = (from: number, to: number, marked: boolean) => {
    const piece = letters.slice(from, to).join("");
    if (piece) cut.push({ text: piece, marked });
  };
  let at = 0;
  for (const [start, length] of marks.toSorted(([a], [b]) => a - b)) {
    if (start < at || length <= 0) continue;
    take(at, start, false);
    take(start, start + length, true);
    at = start + length;
  }
  take(at, letters.length, false);
  return cut;
}
