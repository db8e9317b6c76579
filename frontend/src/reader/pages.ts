// The pages of a paper as far as they are known: their sizes, from the server until pdf.js knows better.
import type { PDFPageProxy } from "pdfjs-dist";
import type { OpenPaper } from "./document";
import type { Size } from "./layout";

const A4: Size = { width: 595, height: 842 };
/** The server's sizes are rounded: a hair's breadth moves nothing. */
const HAIR = 0.002;

export interface Pages {
  readonly count: number;
  readonly sizes: readonly Size[];
  /** Once pdf.js has it; never, where the paper is shown in pictures only. */
  proxy(index: number): PDFPageProxy | undefined;
  ask(index: number): void;
  close(): void;
}

export interface PagesOptions {
  paper?: OpenPaper;
  /** As the server found them. */
  sizes: readonly Size[];
  start: number;
  /** pdf.js has it; it may have another shape than thought. */
  found(index: number, reshaped: boolean): void;
  /** pdf.js cannot find it. */
  lost(index: number): void;
}

function sizeOf(page: PDFPageProxy): Size {
  const { width, height } = page.getViewport({ scale: 1 });
  return width > 0 && height > 0 ? { width, height } : A4;
}

export async function openPages({ paper, sizes: told, start, found, lost }: PagesOptions): Promise<Pages> {
  const pdf = paper?.document;
  const count = pdf?.numPages ?? told.length;
  const known = told.length === count ? told : [];
  const proxies: (PDFPageProxy | undefined)[] = [];
  const asked = new Set<number>();
  let closed = false;
  // Where the server knows no sizes, every page is like the first one seen until it has been asked for.
  const first = known.length === 0 ? await pdf?.getPage(Math.min(start, count - 1) + 1) : undefined;
  const sizes: Size[] = Array.from(
    { length: count },
    (_, index) => known[index] ?? (first ? sizeOf(first) : A4),
  );
  return {
    count,
    sizes,
    proxy: (index) => proxies[index],
    ask(index) {
      if (!pdf || asked.has(index) || index < 0 || index >= count) return;
      asked.add(index);
      pdf.getPage(index + 1).then(
        (page) => {
          if (closed) return;
          proxies[index] = page;
          const [size, before] = [sizeOf(page), sizes[index]];
          sizes[index] = size;
          const reshaped =
            !before || Math.abs(before.height / before.width - size.height / size.width) > HAIR;
          found(index, reshaped);
        },
        () => {
          if (!closed) lost(index);
        },
      );
    },
    close() {
      closed = true;
    },
  };
}
