// Draws one page, or the part of it on screen, onto a canvas that is given back to the browser when it is done with.
import type { PDFPageProxy, RenderTask } from "pdfjs-dist";

/** In CSS pixels of the page as laid out. */
export interface Region {
  left: number;
  top: number;
  width: number;
  height: number;
}

export interface Painting {
  canvas: HTMLCanvasElement;
  /** True when drawn, false when cancelled; throws when the page cannot be drawn. */
  done: Promise<boolean>;
  cancel(): void;
}

export function paint(page: PDFPageProxy, pageWidth: number, scale: number, region: Region): Painting {
  const base = page.getViewport({ scale: 1 });
  const viewport = page.getViewport({ scale: (pageWidth / base.width) * scale });
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.floor(region.width * scale));
  canvas.height = Math.max(1, Math.floor(region.height * scale));
  const task: RenderTask = page.render({
    canvas,
    viewport,
    background: "white",
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

/** Only a canvas without size gives its memory back at once. */
export function release(canvas: HTMLCanvasElement): void {
  canvas.width = 0;
  canvas.height = 0;
  canvas.remove();
}
