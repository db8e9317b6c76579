// A paper's own table of contents, as its author left it in the file.
import type { PDFDocumentProxy } from "pdfjs-dist";
import { type Target, targetOf } from "./links";

export interface Heading {
  title: string;
  /** From 0. */
  depth: number;
  /** Undefined where it leads nowhere. */
  target(): Promise<Target | undefined>;
}

interface Node {
  title: string;
  dest: unknown;
  items: Node[];
}

/** Deeper and more than this nobody reads on a tablet. */
const DEEPEST = 3;
const MOST = 1_000;

export async function outlineOf(pdf: PDFDocumentProxy): Promise<Heading[]> {
  const headings: Heading[] = [];
  const walk = (nodes: readonly Node[], depth: number) => {
    for (const { title, dest, items } of nodes) {
      if (headings.length >= MOST) return;
      const words = title.replace(/\s+/gu, " ").trim().normalize("NFC");
      if (words) headings.push({ title: words, depth, target: () => targetOf(pdf, dest) });
      if (depth < DEEPEST) walk(items ?? [], depth + 1);
    }
  };
  walk(((await pdf.getOutline()) ?? []) as Node[], 0);
  return headings;
}
