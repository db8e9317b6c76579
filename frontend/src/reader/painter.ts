// Draws one page, or the part of it on screen, onto a canvas that is given back to the browser when it is done with.
import type { PDFPageProxy, RenderTask } from "pdfjs-dist";

/** In CSS pixels of the page as laid out. */
export interface Region {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** A picture printed on the page, as shares of it. */
export type Print = readonly [left: number, top: number, right: number, bottom: number];

export interface Painting {
  canvas: HTMLCanvasElement;
  /** True when drawn, false when cancelled; throws when the page cannot be drawn. */
  done: Promise<boolean>;
  cancel(): void;
}

/** With `whole` the pictures printed on the page are noted: see `printsOf`. */
export function paint(
  page: PDFPageProxy,
  pageWidth: number,
  scale: number,
  region: Region,
  whole = false,
): Painting {
  const base = page.getViewport({ scale: 1 });
  const viewport = page.getViewport({ scale: (pageWidth / base.width) * scale });
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.floor(region.width * scale));
  canvas.height = Math.max(1, Math.floor(region.height * scale));
  const task: RenderTask = page.render({
    canvas,
    viewport,
    background: "white",
    recordImages: whole,
    transform: [1, 0, 0, 1, -region.left * scale, -region.top * scale],
  });
  const done = task.promise.then(
    () => true,
    (error: unknown) => {
      release(canvas);
      if ((error as Error | undefined)?.name === "RenderingCancelledException") return false;
      throw error;
    },
  );
  return { canvas, done, cancel: () => task.cancel() };
}

/** More than this of a page is no picture on it: it is a scan, and the page itself. */
const SCAN = 0.7;
const SPECK = 0.0004;

/** The pictures printed on a page that has been drawn whole. */
export function printsOf(page: PDFPageProxy): Print[] {
  const corners = page.imageCoordinates as ArrayLike<number> | null;
  return corners ? readPrints(corners) : [];
}

/** pdf.js gives three corners of each. */
export function readPrints(corners: ArrayLike<number>): Print[] {
  const prints: Print[] = [];
  for (let at = 0; at + 5 < corners.length; at += 6) {
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = Array.from(
      { length: 6 },
      (_, i) => corners[at + i] ?? 0,
    );
    // The fourth lies across from the first of a parallelogram.
    const [xs, ys] = [
      [a, c, e, c + e - a],
      [b, d, f, d + f - b],
    ];
    const inside = (value: number) => Math.min(1, Math.max(0, value));
    const print: Print = [
      inside(Math.min(...xs)),
      inside(Math.min(...ys)),
      inside(Math.max(...xs)),
      inside(Math.max(...ys)),
    ];
    const share = (print[2] - print[0]) * (print[3] - print[1]);
    if (share > SPECK) prints.push(print);
  }
  const area = (all: readonly Print[]) => all.reduce((sum, [l, t, r, b]) => sum + (r - l) * (b - t), 0);
  return area(prints) > SCAN ? [] : prints;
}

/** Only a canvas without size gives its memory back at once. */
export function release(canvas: HTMLCanvasElement): void {
  canvas.width = 0;
  canvas.height = 0;
  canvas.remove();
}
