// One page on screen: its white sheet, its canvas, the sharper patch while zoomed in, and its text for selecting.
import type { PDFPageProxy } from "pdfjs-dist";
import type { Pdfjs } from "./document";
import { type Painting, paint, type Region, release } from "./painter";
import styles from "./viewer.module.css";

export interface LeafWords {
  /** "Trang 3 trong 27" */
  page(page: number): string;
  failed: string;
}

export interface Leaf {
  readonly index: number;
  readonly element: HTMLElement;
  place(left: number, top: number, width: number, height: number): void;
  /** Whether the canvas is there and as sharp as `scale` at the present width. */
  sharp(scale: number): boolean;
  drawn(): boolean;
  failed(): boolean;
  busy(): boolean;
  draw(page: PDFPageProxy, scale: number): Promise<void>;
  drawPatch(page: PDFPageProxy, scale: number, region: Region): Promise<void>;
  dropPatch(): void;
  addText(pdfjs: Pdfjs, page: PDFPageProxy): void;
  cancel(): void;
  /** Gives back the canvases; the sheet stays. */
  release(): void;
  remove(): void;
}

export function openLeaf(index: number, words: LeafWords): Leaf {
  const element = document.createElement("div");
  element.className = styles.page ?? "";
  element.setAttribute("role", "group");
  element.setAttribute("aria-label", words.page(index + 1));
  const mark = document.createElement("span");
  mark.className = styles.mark ?? "";
  mark.setAttribute("aria-hidden", "true");
  mark.textContent = String(index + 1);
  element.append(mark);

  let width = 0;
  let height = 0;
  let canvas: HTMLCanvasElement | undefined;
  let canvasScale = 0;
  let canvasWidth = 0;
  let patch: HTMLCanvasElement | undefined;
  let painting: Painting | undefined;
  let text: { layer: InstanceType<Pdfjs["TextLayer"]>; element: HTMLElement } | undefined;
  let failed = false;

  const finish = async (started: Painting, keep: () => void) => {
    painting = started;
    try {
      if (!(await started.done)) return;
      if (painting !== started) return release(started.canvas);
      keep();
    } catch {
      if (painting !== started) return;
      failed = true;
      mark.textContent = words.failed;
      mark.removeAttribute("aria-hidden");
      element.classList.add(styles.failed ?? "");
    } finally {
      if (painting === started) painting = undefined;
    }
  };
  const cancel = () => {
    const running = painting;
    painting = undefined;
    running?.cancel();
  };
  const dropPatch = () => {
    if (patch) release(patch);
    patch = undefined;
  };

  return {
    index,
    element,
    place(left, top, nextWidth, nextHeight) {
      width = nextWidth;
      height = nextHeight;
      element.style.transform = `translate(${left}px, ${top}px)`;
      element.style.width = `${width}px`;
      element.style.height = `${height}px`;
    },
    sharp: (scale) => canvas !== undefined && canvasScale === scale && canvasWidth === width,
    drawn: () => canvas !== undefined,
    failed: () => failed,
    busy: () => painting !== undefined,
    draw(page, scale) {
      cancel();
      const [forWidth, whole] = [width, { left: 0, top: 0, width, height }];
      const started = paint(page, width, scale, whole);
      return finish(started, () => {
        if (canvas) release(canvas);
        canvas = started.canvas;
        canvasScale = scale;
        canvasWidth = forWidth;
        canvas.className = styles.canvas ?? "";
        // Pages speak through their text; to the ear the picture of it says nothing.
        canvas.setAttribute("aria-hidden", "true");
        element.prepend(canvas);
        mark.hidden = true;
      });
    },
    drawPatch(page, scale, region) {
      cancel();
      const [forWidth, started] = [width, paint(page, width, scale, region)];
      return finish(started, () => {
        dropPatch();
        if (forWidth !== width) return release(started.canvas);
        patch = started.canvas;
        patch.className = styles.patch ?? "";
        patch.setAttribute("aria-hidden", "true");
        patch.style.left = `${region.left}px`;
        patch.style.top = `${region.top}px`;
        patch.style.width = `${region.width}px`;
        patch.style.height = `${region.height}px`;
        canvas?.after(patch);
      });
    },
    dropPatch,
    addText(pdfjs, page) {
      if (text) return;
      const place = document.createElement("div");
      place.className = styles.text ?? "";
      const viewport = page.getViewport({ scale: 1 });
      const layer = new pdfjs.TextLayer({
        textContentSource: page.streamTextContent(),
        container: place,
        viewport,
      });
      text = { layer, element: place };
      element.append(place);
      layer.render().catch(() => {
        // Cancelled, or a text that cannot be read: the picture of the page is enough.
      });
    },
    cancel,
    release() {
      cancel();
      dropPatch();
      text?.layer.cancel();
      text?.element.remove();
      text = undefined;
      if (canvas) release(canvas);
      canvas = undefined;
      if (!failed) mark.hidden = false;
    },
    remove() {
      this.release();
      element.remove();
    },
  };
}
