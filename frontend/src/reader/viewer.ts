// The scroll of pages: keeps the place when sizes change, draws what is seen first, lets go of what has scrolled past.
import type { PDFPageProxy } from "pdfjs-dist";
import type { OpenPaper } from "./document";
import {
  canvasScale,
  currentPage,
  GAP,
  type Layout,
  layout,
  nextZoom,
  pageAt,
  pagesAlive,
  type Size,
  shownShare,
  type Zoom,
} from "./layout";
import { type Leaf, type LeafWords, type Overlay, openLeaf } from "./leaf";
import type { Place } from "./place";
import styles from "./viewer.module.css";

export interface Position {
  /** From 1. */
  page: number;
  zoom: Zoom;
  /** Page width over the width of the room. */
  factor: number;
}

export interface ViewerOptions {
  /** Scrolls; the viewer fills it. */
  scroller: HTMLElement;
  /** Missing where pdf.js cannot open the file at all: every page is then the server's picture. */
  paper?: OpenPaper;
  /** The pages' sizes as the server found them; those pdf.js finds count more. */
  sizes: readonly Size[];
  start: Place;
  words: LeafWords;
  /** The server's picture of a page, from 1. */
  picture(page: number): string;
  overlay(page: number): Overlay;
  moved(position: Position): void;
  /** The first page is on screen. */
  shown(): void;
}

export interface Viewer {
  goTo(page: number): void;
  setZoom(zoom: Zoom): void;
  zoomStep(direction: 1 | -1): void;
  /** Near and back, about a point of the screen. */
  toggleZoom(x: number, y: number): void;
  place(): Place;
  close(): void;
}

/** A patch is worth drawing only when the page itself is visibly softer than the screen. */
const SOFT = 0.9;
const A4: Size = { width: 595, height: 842 };
const SETTLE_MS = 140;
const PARALLEL = 2;

export async function openViewer(options: ViewerOptions): Promise<Viewer> {
  const { scroller, paper, words } = options;
  const pdf = paper?.document;
  const count = pdf?.numPages ?? options.sizes.length;
  const proxies: (PDFPageProxy | undefined)[] = [];
  const asked = new Set<number>();
  const leaves = new Map<number, Leaf>();
  const stage = document.createElement("div");
  stage.className = styles.stage ?? "";
  let closed = false;
  let zoom = options.start.zoom;
  let shown = false;
  let frame = 0;
  let settle: ReturnType<typeof setTimeout> | undefined;
  /** Where a jump went: at the end of the paper the page asked for may not reach the top. */
  let jumped: { page: number; top: number } | undefined;
  let reported = "";

  const start = Math.min(Math.max(0, options.start.page), count - 1);
  const sizeOf = (page: PDFPageProxy): Size => {
    const { width, height } = page.getViewport({ scale: 1 });
    return width > 0 && height > 0 ? { width, height } : A4;
  };
  const first = await pdf?.getPage(start + 1);
  if (first) proxies[start] = first;
  // Until a page has been asked for, it is as the server says, or like the first one seen.
  const known = options.sizes.length === count ? options.sizes : [];
  const sizes: Size[] = Array.from(
    { length: count },
    (_, index) => known[index] ?? (first ? sizeOf(first) : A4),
  );
  if (first) sizes[start] = sizeOf(first);
  const room = () => ({ width: scroller.clientWidth, height: scroller.clientHeight });
  let laid: Layout = layout(sizes, zoom, room());
  let anchor = { page: start, down: options.start.down, across: 0.5 };

  const take = () => {
    const { scrollTop, scrollLeft } = scroller;
    const page = pageAt(laid, scrollTop);
    anchor = {
      page,
      down: (scrollTop - (laid.tops[page] ?? 0)) / (laid.heights[page] || 1),
      across: (scrollLeft + scroller.clientWidth / 2) / laid.width,
    };
  };
  const scrollTo = (top: number, left = scroller.scrollLeft) => {
    scroller.scrollTo({ top, left, behavior: "instant" });
  };
  const arrange = () => {
    laid = layout(sizes, zoom, room());
    stage.style.width = `${laid.width}px`;
    stage.style.height = `${laid.height}px`;
    for (const leaf of leaves.values()) put(leaf);
    const top = (laid.tops[anchor.page] ?? 0) + anchor.down * (laid.heights[anchor.page] ?? 0);
    const held = jumped !== undefined;
    scrollTo(top, anchor.across * laid.width - scroller.clientWidth / 2);
    if (held && jumped) jumped.top = scroller.scrollTop;
  };
  const put = (leaf: Leaf) => {
    const [width, height] = [laid.widths[leaf.index] ?? 0, laid.heights[leaf.index] ?? 0];
    leaf.place(Math.round((laid.width - width) / 2), laid.tops[leaf.index] ?? 0, width, height);
    const size = sizes[leaf.index];
    if (size) leaf.element.style.setProperty("--total-scale-factor", String(width / size.width));
  };

  const ask = (index: number) => {
    if (!pdf || asked.has(index) || index < 0 || index >= count) return;
    asked.add(index);
    pdf.getPage(index + 1).then(
      (page) => {
        if (closed) return;
        proxies[index] = page;
        const size = sizeOf(page);
        const before = sizes[index];
        // The server's sizes are rounded: a hair's breadth moves nothing.
        if (before && Math.abs(before.height / before.width - size.height / size.width) > 0.002) {
          sizes[index] = size;
          arrange();
        } else sizes[index] = size;
        plan();
      },
      () => {
        // A page pdf.js cannot even find is asked of the server.
        const leaf = leaves.get(index);
        if (leaf && !closed) void leaf.drawPicture().then(() => pictured(leaf));
      },
    );
  };

  const now = () => {
    if (jumped && Math.abs(scroller.scrollTop - jumped.top) <= 2) return jumped.page;
    return currentPage(laid, scroller.scrollTop, scroller.clientHeight);
  };

  const report = () => {
    const page = now();
    const factor = (laid.widths[page] ?? 0) / (layout([sizes[page] as Size], 1, room()).widths[0] || 1);
    const position = { page: page + 1, zoom, factor };
    const words = JSON.stringify(position);
    if (words === reported) return;
    reported = words;
    options.moved(position);
  };

  const scaleOf = (index: number) =>
    canvasScale(laid.widths[index] ?? 1, laid.heights[index] ?? 1, window.devicePixelRatio || 1);

  const plan = () => {
    if (closed) return;
    const [top, height] = [scroller.scrollTop, scroller.clientHeight];
    const alive = pagesAlive(laid, top, height);
    for (const [index, leaf] of leaves) {
      if (alive.includes(index)) continue;
      leaf.remove();
      leaves.delete(index);
      proxies[index]?.cleanup();
    }
    for (const index of alive) {
      if (!leaves.has(index)) {
        const leaf = openLeaf(index, words, options.picture(index + 1));
        leaves.set(index, leaf);
        put(leaf);
        insert(leaf);
        leaf.lay(options.overlay(index + 1), sizes[index] ?? A4);
        if (!pdf) void leaf.drawPicture().then(() => pictured(leaf));
      }
      ask(index);
    }
    work(alive, top, height);
    report();
  };

  /** In the order of the pages, so that reading aloud and selecting run the right way. */
  const insert = (leaf: Leaf) => {
    const after = [...leaves.values()]
      .filter((other) => other.index > leaf.index && other.element.parentNode === stage)
      .sort((a, b) => a.index - b.index)[0];
    stage.insertBefore(leaf.element, after?.element ?? null);
  };

  const work = (alive: number[], top: number, height: number) => {
    const seen = (index: number) => shownShare(laid, index, top, height) > 0;
    const waiting = alive.filter((index) => {
      const leaf = leaves.get(index);
      return leaf && proxies[index] && !leaf.busy() && !leaf.failed() && !leaf.sharp(scaleOf(index));
    });
    let busy = [...leaves.values()].filter((leaf) => leaf.busy());
    const urgent = waiting.find((index) => seen(index) && !leaves.get(index)?.drawn());
    if (urgent !== undefined && busy.length >= PARALLEL) {
      busy.find((leaf) => !seen(leaf.index))?.cancel();
      busy = busy.filter((leaf) => leaf.busy());
    }
    for (const index of waiting) {
      const leaf = leaves.get(index);
      const page = proxies[index];
      if (!leaf || !page || busy.length >= PARALLEL) return;
      // A redrawing needs a canvas beside the old one: one at a time keeps within the six.
      if (leaf.drawn() && busy.length > 0) return;
      // What is not seen yet waits until what is seen stands.
      if (!seen(index) && busy.some((other) => seen(other.index))) return;
      for (const other of leaves.values()) other.dropPatch();
      busy.push(leaf);
      void leaf.draw(page, scaleOf(index)).then(() => painted(leaf, page));
    }
    if (busy.length === 0) later();
  };

  const painted = (leaf: Leaf, page: PDFPageProxy) => {
    if (closed) return;
    if (paper && leaf.drawn() && leaves.get(leaf.index) === leaf) {
      leaf.lay(options.overlay(leaf.index + 1), sizes[leaf.index] ?? A4);
      leaf.addText(paper.pdfjs, page);
    }
    pictured(leaf);
    plan();
  };
  /** Something to see is there, or the words that there is nothing. */
  const pictured = (leaf: Leaf) => {
    if (closed || shown || !(leaf.drawn() || leaf.failed())) return;
    shown = true;
    options.shown();
  };

  /** Once all stands still, the part on screen is drawn as sharp as the screen is. */
  const later = () => {
    clearTimeout(settle);
    settle = setTimeout(() => {
      const index = now();
      const leaf = leaves.get(index);
      const page = proxies[index];
      const density = window.devicePixelRatio || 1;
      if (closed || !leaf || !page || scaleOf(index) >= density * SOFT) return;
      if ([...leaves.values()].some((other) => other.busy())) return;
      const [pageTop, width, height] = [
        laid.tops[index] ?? 0,
        laid.widths[index] ?? 0,
        laid.heights[index] ?? 0,
      ];
      const pageLeft = Math.round((laid.width - width) / 2);
      const left = Math.max(0, scroller.scrollLeft - pageLeft);
      const top = Math.max(0, scroller.scrollTop - pageTop);
      const region = {
        left,
        top,
        width: Math.min(width, scroller.scrollLeft + scroller.clientWidth - pageLeft) - left,
        height: Math.min(height, scroller.scrollTop + scroller.clientHeight - pageTop) - top,
      };
      if (region.width <= 0 || region.height <= 0) return;
      for (const other of leaves.values()) other.dropPatch();
      void leaf.drawPatch(page, canvasScale(region.width, region.height, density), region);
    }, SETTLE_MS);
  };

  const scrolled = () => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => {
      if (jumped && Math.abs(scroller.scrollTop - jumped.top) > 2) jumped = undefined;
      take();
      plan();
    });
  };
  const resized = new ResizeObserver(() => {
    if (closed || scroller.clientWidth === 0) return;
    arrange();
    plan();
  });

  const goTo = (page: number) => {
    const index = Math.min(Math.max(1, Math.round(page)), count) - 1;
    ask(index);
    // A whole page stands in the middle; a page as wide as the room begins just below the edge.
    const above = zoom === "page" ? GAP : GAP / 2;
    anchor = { page: index, down: -above / (laid.heights[index] || 1), across: anchor.across };
    jumped = { page: index, top: 0 };
    arrange();
    jumped.top = scroller.scrollTop;
    plan();
  };
  /** About the middle of the screen, or a given point, so that what one looks at stays there. */
  const setZoom = (next: Zoom, x = scroller.clientWidth / 2, y = scroller.clientHeight / 2) => {
    const page = pageAt(laid, scroller.scrollTop + y);
    const [width, height] = [laid.widths[page] || 1, laid.heights[page] || 1];
    const left = (laid.width - width) / 2;
    const across = Math.min(1, Math.max(0, (scroller.scrollLeft + x - left) / width));
    const down = Math.min(1, Math.max(0, (scroller.scrollTop + y - (laid.tops[page] ?? 0)) / height));
    const index = now();
    zoom = next;
    laid = layout(sizes, zoom, room());
    if (next === "page") {
      goTo(index + 1);
      return;
    }
    jumped = undefined;
    const nextWidth = laid.widths[page] ?? 0;
    const top = (laid.tops[page] ?? 0) + down * (laid.heights[page] ?? 0) - y;
    const middle = (laid.width - nextWidth) / 2 + across * nextWidth - x + scroller.clientWidth / 2;
    const at = pageAt(laid, Math.max(0, top));
    anchor = {
      page: at,
      down: (top - (laid.tops[at] ?? 0)) / (laid.heights[at] || 1),
      across: middle / laid.width,
    };
    arrange();
    plan();
  };
  const factorNow = () => {
    const page = now();
    return (laid.widths[page] ?? 1) / (layout([sizes[page] as Size], 1, room()).widths[0] || 1);
  };

  scroller.replaceChildren(stage);
  arrange();
  resized.observe(scroller);
  scroller.addEventListener("scroll", scrolled, { passive: true });
  plan();

  return {
    goTo,
    setZoom,
    zoomStep: (direction) => setZoom(nextZoom(factorNow(), direction)),
    toggleZoom: (x, y) => (factorNow() > 1.02 ? setZoom("width", x, y) : setZoom(2, x, y)),
    place: () => ({ page: anchor.page, down: anchor.down, zoom }),
    close() {
      closed = true;
      clearTimeout(settle);
      cancelAnimationFrame(frame);
      resized.disconnect();
      scroller.removeEventListener("scroll", scrolled);
      for (const leaf of leaves.values()) leaf.remove();
      leaves.clear();
      stage.remove();
    },
  };
}
