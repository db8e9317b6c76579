// One page on screen: its white sheet, its canvas or picture, the sharper patch while zoomed in, and its words.
import type { PDFPageProxy } from "pdfjs-dist";
import type { Run } from "./columns";
import type { Pdfjs } from "./document";
import type { LiveLeaf } from "./layers";
import type { Size } from "./layout";
import { layOver } from "./overlay";
import { type Painting, type Print, paint, printsOf, type Region, release } from "./painter";
import { onSheet, type Turn, turned, turning } from "./turn";
import styles from "./viewer.module.css";

export interface LeafWords {
  /** "Trang 3 trong 27, đã thay đổi" */
  page(page: number): string;
  failed: string;
  /** "Đến trang 12" */
  link(page: number): string;
  /** What stands in a corner of the page: that it has changed, that its letters were recognised. */
  tags(page: number): string[];
}

/** Left, top, width, height in points from the page's top left corner, as it is shown. */
export type Rectangle = readonly [number, number, number, number];

/** What lies over a page besides its letters. */
export interface Overlay {
  /** Found passages. */
  rectangles?: readonly Rectangle[];
  /** The one of them the reader is at. */
  current?: readonly Rectangle[];
  /** What is being read aloud. */
  spoken?: readonly Rectangle[];
  /** Across the whole page: who reads it, where and when. */
  watermark?: string;
}

export interface Leaf extends LiveLeaf {
  /** What stands in the scroll: the sheet lies in it, turned. */
  readonly box: HTMLElement;
  place(left: number, top: number, box: Size, turn: Turn, hidden: boolean): void;
  /** Whether the canvas is there and as sharp as `scale` at the present width. */
  sharp(scale: number): boolean;
  /** Dots per CSS pixel of what is shown of the page. */
  sharpness(): number;
  drawn(): boolean;
  /** Whether the server's picture is what is shown. */
  pictured(): boolean;
  failed(): boolean;
  busy(): boolean;
  draw(page: PDFPageProxy, scale: number): Promise<void>;
  /** The server's picture instead of our own drawing; false where it is not to be had. */
  drawPicture(): Promise<boolean>;
  /** Nothing can be shown of this page, in words. */
  fail(): void;
  lay(overlay: Overlay): void;
  resize(size: Size): void;
  /** The part is of the box, as it lies on screen. */
  drawPatch(page: PDFPageProxy, scale: number, region: Region): Promise<void>;
  dropPatch(): void;
  addText(pdfjs: Pdfjs, page: PDFPageProxy): void;
  /** Something else in the page's points over it: words of a picture, links. */
  addOver(layer: HTMLElement): void;
  /** Where its letters stand on screen, as shares of the box. */
  runs(): Run[];
  cancel(): void;
  remove(): void;
}

export function openLeaf(index: number, words: LeafWords, picture: string, pageSize: Size): Leaf {
  const box = document.createElement("div");
  box.className = styles.page ?? "";
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", words.page(index + 1));
  const sheet = document.createElement("div");
  sheet.className = styles.sheet ?? "";
  const mark = document.createElement("span");
  mark.className = styles.mark ?? "";
  mark.setAttribute("aria-hidden", "true");
  mark.textContent = String(index + 1);
  box.append(mark, sheet);
  const prints = document.createElement("div");
  prints.className = styles.prints ?? "";
  sheet.append(prints);
  const tags = words.tags(index + 1);
  if (tags.length > 0) {
    const corner = document.createElement("div");
    corner.className = styles.tags ?? "";
    // Said by the page's name already.
    corner.setAttribute("aria-hidden", "true");
    for (const tag of tags)
      corner.append(Object.assign(document.createElement("span"), { textContent: tag }));
    box.append(corner);
  }

  let size = pageSize;
  let image: HTMLImageElement | undefined;
  let over: HTMLElement | undefined;
  let laid: Overlay | undefined;
  let turn: Turn = 0;
  /** Of the box, and of the sheet's own width within it. */
  let room: Size = { width: 0, height: 0 };
  let width = 0;
  let canvas: HTMLCanvasElement | undefined;
  let canvasScale = 0;
  let canvasWidth = 0;
  let patch: HTMLCanvasElement | undefined;
  let painting: Painting | undefined;
  let text: { layer: InstanceType<Pdfjs["TextLayer"]>; element: HTMLElement } | undefined;
  let failed = false;
  let gone = false;

  const finish = async (started: Painting, keep: () => void) => {
    painting = started;
    try {
      if (!(await started.done)) return;
      if (painting !== started) return release(started.canvas);
      keep();
    } catch {
      if (painting !== started) return;
      // Where our own drawing fails the server's picture stands in; where that fails too, words do.
      failed = true;
      if (!(await drawPicture())) fail();
    } finally {
      if (painting === started) painting = undefined;
    }
  };
  const drawPicture = async () => {
    const loading = new Image();
    loading.alt = "";
    loading.className = styles.canvas ?? "";
    loading.src = picture;
    try {
      await loading.decode();
    } catch {
      return false;
    }
    if (gone) return false;
    image?.remove();
    image = loading;
    sheet.prepend(loading);
    if (canvas) release(canvas);
    canvas = undefined;
    prints.replaceChildren();
    mark.hidden = true;
    if (laid) lay(laid);
    return true;
  };
  const fail = () => {
    failed = true;
    mark.hidden = false;
    mark.textContent = words.failed;
    mark.removeAttribute("aria-hidden");
    box.classList.add(styles.failed ?? "");
  };
  const lay = (overlay: Overlay) => {
    laid = overlay;
    over?.remove();
    // The server has burned the watermark into its picture.
    over = layOver(image ? { ...overlay, watermark: undefined } : overlay, size);
    if (over) sheet.append(over);
  };
  const layPrints = (found: readonly Print[]) => {
    prints.replaceChildren(
      ...found.map(([left, top, right, bottom]) => {
        const print = document.createElement("div");
        print.style.left = `${left * 100}%`;
        print.style.top = `${top * 100}%`;
        print.style.width = `${(right - left) * 100}%`;
        print.style.height = `${(bottom - top) * 100}%`;
        return print;
      }),
    );
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
    box,
    element: sheet,
    get size() {
      return size;
    },
    at(clientX, clientY) {
      const shown = box.getBoundingClientRect();
      const point = { left: clientX - shown.left, top: clientY - shown.top, width: 0, height: 0 };
      const { left, top } = onSheet(point, turn, { width: shown.width, height: shown.height });
      const scale = turned(shown, turn).width / size.width || 1;
      return { x: left / scale, y: top / scale };
    },
    place(left, top, next, nextTurn, hidden) {
      room = next;
      turn = nextTurn;
      const flat = turned(room, turn);
      width = flat.width;
      box.hidden = hidden;
      box.style.transform = `translate(${left}px, ${top}px)`;
      box.style.width = `${room.width}px`;
      box.style.height = `${room.height}px`;
      sheet.style.width = `${flat.width}px`;
      sheet.style.height = `${flat.height}px`;
      sheet.style.transform = turning(turn, room);
      sheet.style.setProperty("--total-scale-factor", String(width / size.width));
    },
    sharp: (scale) =>
      image !== undefined || (canvas !== undefined && canvasScale === scale && canvasWidth === width),
    sharpness: () => (image ? image.naturalWidth / (width || 1) : canvasScale),
    drawn: () => canvas !== undefined || image !== undefined,
    pictured: () => image !== undefined,
    failed: () => failed,
    busy: () => painting !== undefined,
    draw(page, scale) {
      cancel();
      const flat = turned(room, turn);
      const started = paint(page, flat.width, scale, { left: 0, top: 0, ...flat }, true);
      return finish(started, () => {
        // The server's picture was quicker.
        if (image) return release(started.canvas);
        if (canvas) release(canvas);
        canvas = started.canvas;
        canvasScale = scale;
        canvasWidth = flat.width;
        canvas.className = styles.canvas ?? "";
        // Pages speak through their text; to the ear the picture of it says nothing.
        canvas.setAttribute("aria-hidden", "true");
        sheet.prepend(canvas);
        mark.hidden = true;
        layPrints(printsOf(page));
      });
    },
    drawPicture,
    fail,
    lay,
    resize(next) {
      size = next;
    },
    drawPatch(page, scale, region) {
      cancel();
      const part = onSheet(region, turn, room);
      const [forWidth, started] = [width, paint(page, width, scale, part)];
      return finish(started, () => {
        dropPatch();
        if (forWidth !== width) return release(started.canvas);
        patch = started.canvas;
        patch.className = styles.patch ?? "";
        patch.setAttribute("aria-hidden", "true");
        patch.style.left = `${part.left}px`;
        patch.style.top = `${part.top}px`;
        patch.style.width = `${part.width}px`;
        patch.style.height = `${part.height}px`;
        (image ?? canvas)?.after(patch);
      });
    },
    dropPatch,
    addText(pdfjs, page) {
      if (text) return;
      const place = document.createElement("div");
      place.className = styles.text ?? "";
      const layer = new pdfjs.TextLayer({
        textContentSource: page.streamTextContent(),
        container: place,
        viewport: page.getViewport({ scale: 1 }),
      });
      text = { layer, element: place };
      sheet.append(place);
      layer.render().catch(() => {
        // Cancelled, or a text that cannot be read: the picture of the page is enough.
      });
    },
    addOver(layer) {
      if (!gone) sheet.append(layer);
    },
    runs() {
      const shown = box.getBoundingClientRect();
      if (shown.width === 0 || shown.height === 0) return [];
      const letters = sheet.querySelectorAll(`.${styles.text} span, .${styles.words} span`);
      return Array.from(letters, (letter): Run => {
        const { left, top, right, bottom } = letter.getBoundingClientRect();
        return [
          (left - shown.left) / shown.width,
          (top - shown.top) / shown.height,
          (right - shown.left) / shown.width,
          (bottom - shown.top) / shown.height,
        ];
      }).filter(([left, top, right, bottom]) => right > left && bottom > top);
    },
    cancel,
    remove() {
      gone = true;
      cancel();
      dropPatch();
      text?.layer.cancel();
      if (canvas) release(canvas);
      canvas = undefined;
      image = undefined;
      box.remove();
    },
  };
}
