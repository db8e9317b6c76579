// A readable title from the name of a file: "to-trinh_gia-dat.pdf" is shown to a room as "To trinh gia dat".
import { stem } from "./fileKinds";

/** A name with spaces was written as words already: its dashes are meant. So are those between numbers: "2026-2030". */
export function proposedTitle(fileName: string): string {
  const name = stem(fileName);
  const dashed = /\s/.test(name.trim()) ? name : name.replace(/(?<!\d)-|-(?!\d)/g, " ");
  const words = dashed.replace(/[\s_]+/g, " ").trim();
  return words.replace(/\p{L}/u, (first) => first.toUpperCase());
}
