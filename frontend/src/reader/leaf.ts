// One page on screen: its white sheet, its canvas, the sharper patch while zoomed in, and its text for selecting.
import type { PDFPageProxy } from "pdfjs-dist";
import type { Pdfjs } from "./document";
import type { Size } from "./layout";
import { layOver } from "./overlay";
import { type Painting, paint, type Region, release } from "./painter";
import styles from "./viewer.module.css";

export interface LeafWords {
  /** "Trang 3 trong 27, đã thay đổi" */
  page(page: number): string;
  failed: string;
  /** What stands in a corner of the page: that it has changed, that its letters were recognised. */
  tags(page: number): string[];
}

/** Left, top, width, height in points from the page's top left corner, as it is shown. */
export type Rectangle = readonly [number, number, number, number];

/** What lies over a page besides its letters. */
export interface Overlay {
  /** A found passage. */
  rectangles?: readonly Rectangle[];
  /** Across the whole page: who reads it, where and when. */
  watermark?: string;
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
  /** The server's picture of the page instead of our own drawing of it; resolves once it is there or is not to be had. */
  drawPicture(): Promise<void>;
  lay(overlay: Overlay, size: Size): void;
  drawPatch(page: PDFPageProxy, scale: number, region: Region): Promise<void>;
  dropPatch(): void;
  addText(pdfjs: Pdfjs, page: PDFPageProxy): void;
  cancel(): void;
  /** Gives back the canvases; the sheet stays. */
  release(): void;
  remove(): void;
}

export function openLeaf(index: number, words: LeafWords, picture: string): Leaf {
  const element = document.createElement("div");
  element.className = styles.page ?? "";
  element.setAttribute("role", "group");
  element.setAttribute("aria-label", words.page(index + 1));
  const mark = document.createElement("span");
  mark.className = styles.mark ?? "";
  mark.setAttribute("aria-hidden", "true");
  mark.textContent = String(index + 1);
  element.append(mark);
  const tags = words.tags(index + 1);
  if (tags.length > 0) {
    const corner = document.createElement("div");
    corner.className = styles.tags ?? "";
    // Said by the page's name already.
    corner.setAttribute("aria-hidden", "true");
    for (const tag of tags)
      corner.append(Object.assign(document.createElement("span"), { textContent: tag }));
    element.append(corner);
  }

  let image: HTMLImageElement | undefined;
  let over: HTMLElement | undefined;
  let laid: { overlay: Overlay; size: Size } | undefined;
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
      await showPicture();
    } finally {
      if (painting === started) painting = undefined;
    }
  };
  /** Where our own drawing fails the server's picture stands in; where that fails too, words do. */
  const showPicture = async () => {
    const loading = new Image();
    loading.alt = "";
    loading.className = styles.canvas ?? "";
    loading.src = picture;
    try {
      await loading.decode();
    } catch {
      failed = true;
      mark.textContent = words.failed;
      mark.removeAttribute("aria-hidden");
      element.classList.add(styles.failed ?? "");
      return;
    }
    image?.remove();
    image = loading;
    element.prepend(loading);
    mark.hidden = true;
    // The server has burned the watermark into its picture.
    if (laid) lay({ rectangles: laid.overlay.rectangles }, laid.size);
  };
  const lay = (overlay: Overlay, size: Size) => {
    laid = { overlay, size };
    over?.remove();
    over = layOver(overlay, size);
    if (over) element.append(over);
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
    drawn: () => canvas !== undefined || image !== undefined,
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
    drawPicture: showPicture,
    lay: (overlay, size) => lay(image ? { rectangles: overlay.rectangles } : overlay, size),
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
      image?.remove();
      image = undefined;
      if (!failed) mark.hidden = false;
    },
    remove() {
      this.release();
      element.remove();
    },
  };
}
