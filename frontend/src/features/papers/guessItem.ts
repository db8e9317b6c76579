// Guesses which item a file belongs to from its name, so that ten files at once need few corrections.
import { fold } from "../people/fold";

interface Named {
  id: string;
  number?: number | null;
  title: string;
}

/** "2.1 To trinh.pdf" goes to item 2; otherwise the item that shares most words; otherwise `fallback`. */
export function guessItem(fileName: string, items: Named[], fallback: string): string {
  const name = fold(fileName.replace(/\.[^.]+$/, ""));
  const leading = /^(?:nd|noi dung)?[\s_-]*0?(\d{1,2})(?=[.\s_-])/.exec(name)?.[1];
  const numbered = items.find((item) => leading && item.number === Number(leading));
  if (numbered) return numbered.id;
  const words = new Set(name.split(/[^a-z0-9]+/).filter((word) => word.length > 1));
  let best = { id: fallback, score: 2 };
  for (const { id, title } of items) {
    const own = new Set(fold(title).split(/[^a-z0-9]+/));
    const score = [...own].filter((word) => words.has(word)).length;
    if (score > best.score) best = { id, score };
  }
  return best.id;
}
