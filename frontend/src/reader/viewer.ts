// The scroll of pages: what is on screen, how it is moved there, and that it stays there when sizes change.
import type { OpenPaper } from "./document";
import type { Layers } from "./layers";
import {
  currentPage,
  GAP,
  type Layout,
  layout,
  nextZoom,
  pageAt,
  pagesAlive,
  pageWidth,
  type Size,
  shownShare,
  type Zoom,
} from "./layout";
import type { LeafWords, Overlay } from "./leaf";
import { openPages } from "./pages";
import type { Place } from "./place";
import { openShelf } from "./shelf";
import { aimAt, type Sight, sightOf } from "./sight";
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
  /** A page comes alive; what is returned is called when it leaves. */
  onLeaf?: Layers["onLeaf"];
  /** The reader has scrolled, zoomed or turned a page by their own hand; never told of what `show` did. */
  ownMove?(): void;
}

export interface Viewer {
  goTo(page: number): void;
  setZoom(zoom: Zoom): void;
  zoomStep(direction: 1 | -1): void;
  /** Near and back, about a point of the screen. */
  toggleZoom(x: number, y: number): void;
  place(): Place;
  /** What the reader sees now. */
  sight(): Sight;
  /** Puts what another reader sees on this screen, all of it. */
  show(sight: Sight): void;
  close(): void;
}

/** Scrolling back to a place the browser rounded is no move. */
const STILL = 2;

export async function openViewer(options: ViewerOptions): Promise<Viewer> {
  const { scroller, paper } = options;
  const stage = document.createElement("div");
  stage.className = styles.stage ?? "";
  let closed = false;
  let zoom = options.start.zoom;
  let shown = false;
  let frame = 0;
  /** Where a jump went: at the end of the paper the page asked for may not reach the top. */
  let jumped: { page: number; top: number } | undefined;
  /** Where the engine itself has put the scroll; anywhere else it is the reader's doing. */
  let put = { top: 0, left: 0 };
  let reported = "";

  const pages = await openPages({
    paper,
    sizes: options.sizes,
    start: options.start.page,
    found(index, reshaped) {
      if (reshaped) {
        arrange();
        shelf.reshaped(index);
        plan();
      } else shelf.work();
    },
    lost: (index) => shelf.lost(index),
  });
  const { count, sizes } = pages;
  const start = Math.min(Math.max(0, options.start.page), count - 1);
  const room = () => ({ width: scroller.clientWidth, height: scroller.clientHeight });
  const view = () => ({ top: scroller.scrollTop, left: scroller.scrollLeft, ...room() });
  let laid: Layout = layout(sizes, zoom, room());
  let anchor = { page: start, down: options.start.down, across: 0.5 };
  const topOf = (page: number) => laid.tops[page] ?? 0;
  const heightOf = (page: number) => laid.heights[page] || 1;
  const widthOf = (page: number) => laid.widths[page] || 1;
  const leftOf = (page: number) => Math.round((laid.width - widthOf(page)) / 2);

  const shelf = openShelf({
    stage,
    pages,
    paper,
    words: options.words,
    picture: options.picture,
    overlay: options.overlay,
    onLeaf: options.onLeaf,
    spot: (index) => ({
      left: leftOf(index),
      top: topOf(index),
      width: widthOf(index),
      height: heightOf(index),
      turn: 0,
      hidden: false,
    }),
    seen: (index) => shownShare(laid, index, scroller.scrollTop, scroller.clientHeight),
    focus() {
      const [index, { top, left, width, height }] = [now(), view()];
      const from = { left: Math.max(0, left - leftOf(index)), top: Math.max(0, top - topOf(index)) };
      const region = {
        ...from,
        width: Math.min(widthOf(index), left + width - leftOf(index)) - from.left,
        height: Math.min(heightOf(index), top + height - topOf(index)) - from.top,
      };
      return { index, region };
    },
    shown() {
      if (shown) return;
      shown = true;
      options.shown();
    },
  });

  const take = () => {
    const { top, left, width } = view();
    const page = pageAt(laid, top);
    anchor = { page, down: (top - topOf(page)) / heightOf(page), across: (left + width / 2) / laid.width };
  };
  const arrange = () => {
    laid = layout(sizes, zoom, room());
    stage.style.width = `${laid.width}px`;
    stage.style.height = `${laid.height}px`;
    shelf.arrange();
    const top = topOf(anchor.page) + anchor.down * heightOf(anchor.page);
    const left = anchor.across * laid.width - scroller.clientWidth / 2;
    scroller.scrollTo({ top, left, behavior: "instant" });
    put = { top: scroller.scrollTop, left: scroller.scrollLeft };
    if (jumped) jumped.top = put.top;
  };
  const plan = () => {
    if (closed) return;
    shelf.keep(pagesAlive(laid, scroller.scrollTop, scroller.clientHeight));
    report();
  };

  const now = () => {
    if (jumped && Math.abs(scroller.scrollTop - jumped.top) <= STILL) return jumped.page;
    return currentPage(laid, scroller.scrollTop, scroller.clientHeight);
  };
  const factorNow = () => {
    const page = now();
    return widthOf(page) / Math.floor(pageWidth(sizes[page] as Size, 1, room()));
  };
  const report = () => {
    const position = { page: now() + 1, zoom, factor: factorNow() };
    const said = JSON.stringify(position);
    if (said === reported) return;
    reported = said;
    options.moved(position);
  };

  const scrolled = () => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => {
      const { top, left } = view();
      const own = Math.abs(top - put.top) > STILL || Math.abs(left - put.left) > STILL;
      if (jumped && Math.abs(top - jumped.top) > STILL) jumped = undefined;
      if (own) {
        put = { top, left };
        take();
      }
      plan();
      if (own) options.ownMove?.();
    });
  };
  const resized = new ResizeObserver(() => {
    if (closed || scroller.clientWidth === 0) return;
    arrange();
    plan();
  });

  const goTo = (page: number) => {
    const index = Math.min(Math.max(1, Math.round(page)), count) - 1;
    pages.ask(index);
    // A whole page stands in the middle; a page as wide as the room begins just below the edge.
    const above = zoom === "page" ? GAP : GAP / 2;
    anchor = { page: index, down: -above / heightOf(index), across: anchor.across };
    jumped = { page: index, top: 0 };
    arrange();
    plan();
  };
  /** About the middle of the screen, or a given point, so that what one looks at stays there. */
  const setZoom = (next: Zoom, x = scroller.clientWidth / 2, y = scroller.clientHeight / 2) => {
    const { top, left, width } = view();
    const page = pageAt(laid, top + y);
    const across = Math.min(1, Math.max(0, (left + x - leftOf(page)) / widthOf(page)));
    const down = Math.min(1, Math.max(0, (top + y - topOf(page)) / heightOf(page)));
    const index = now();
    zoom = next;
    laid = layout(sizes, zoom, room());
    if (next === "page") {
      goTo(index + 1);
      return;
    }
    jumped = undefined;
    const nextTop = topOf(page) + down * heightOf(page) - y;
    const middle = (laid.width - widthOf(page)) / 2 + across * widthOf(page) - x + width / 2;
    const at = pageAt(laid, Math.max(0, nextTop));
    anchor = { page: at, down: (nextTop - topOf(at)) / heightOf(at), across: middle / laid.width };
    arrange();
    plan();
  };
  const show = (sight: Sight) => {
    const aim = aimAt(sight, sizes, room());
    zoom = aim.factor;
    laid = layout(sizes, zoom, room());
    const top = topOf(aim.page) + aim.down * heightOf(aim.page) - scroller.clientHeight / 2;
    const middle = (laid.width - widthOf(aim.page)) / 2 + aim.across * widthOf(aim.page);
    const at = pageAt(laid, Math.max(0, top));
    anchor = { page: at, down: (top - topOf(at)) / heightOf(at), across: middle / laid.width };
    jumped = undefined;
    arrange();
    // Near either end the screen cannot stand where it was aimed.
    take();
    plan();
  };
  /** What the reader's own hand asked for, and that it did. */
  const own =
    <Asked extends unknown[]>(act: (...asked: Asked) => void) =>
    (...asked: Asked) => {
      act(...asked);
      options.ownMove?.();
    };

  scroller.replaceChildren(stage);
  arrange();
  resized.observe(scroller);
  scroller.addEventListener("scroll", scrolled, { passive: true });
  plan();

  return {
    goTo: own(goTo),
    setZoom: own((next: Zoom) => setZoom(next)),
    zoomStep: own((direction: 1 | -1) => setZoom(nextZoom(factorNow(), direction))),
    toggleZoom: own((x: number, y: number) =>
      factorNow() > 1.02 ? setZoom("width", x, y) : setZoom(2, x, y),
    ),
    place: () => ({ page: anchor.page, down: anchor.down, zoom }),
    sight: () => sightOf(laid, view()),
    show,
    close() {
      closed = true;
      pages.close();
      cancelAnimationFrame(frame);
      resized.disconnect();
      scroller.removeEventListener("scroll", scrolled);
      shelf.close();
      stage.remove();
    },
  };
}
