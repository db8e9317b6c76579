// The scroll of pages: what is on screen, how it is moved there, and that it stays there when sizes change.
import type { Mode, Viewer, ViewerOptions } from "./contract";
import {
  currentPage,
  GAP,
  type Layout,
  layout,
  nearestFirst,
  nextZoom,
  pageAt,
  pagesAlive,
  pageWidth,
  type Size,
  shownShare,
  within,
  type Zoom,
} from "./layout";
import { openPages } from "./pages";
import { openSheaf } from "./sheaf";
import { aimAt, type Sight, sightOf } from "./sight";
import type { Pinch } from "./touch";
import { asTurn, type Turn, turned, turnOn } from "./turn";
import styles from "./viewer.module.css";

export type { Mode, Position, Viewer, ViewerOptions } from "./contract";

/** Scrolling back to a place the browser rounded is no move. */
const STILL = 2;
/** A found line stands this far down the screen. */
const EYE = 0.25;
const NEAR: Zoom = 2;
const NEAREST = 4;
const SMALLEST = 0.3;

export async function openViewer(options: ViewerOptions): Promise<Viewer> {
  const { scroller, paper } = options;
  const stage = document.createElement("div");
  stage.className = styles.stage ?? "";
  stage.classList.toggle(styles.night ?? "night", options.night);
  let closed = false;
  let zoom = options.start.zoom;
  let mode = options.mode;
  let turn: Turn = asTurn(options.start.turn);
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
        sheaf.reshaped(index);
        plan();
      } else sheaf.work();
    },
    lost: (index) => sheaf.lost(index),
  });
  const { count } = pages;
  const start = Math.min(Math.max(0, options.start.page), count - 1);
  const room = () => ({ width: scroller.clientWidth, height: scroller.clientHeight });
  /** As the pages lie: turned. */
  const sizes = (): readonly Size[] =>
    turn === 0 ? pages.sizes : pages.sizes.map((size) => turned(size, turn));
  const lie = () => layout(sizes(), zoom, room());
  let laid: Layout = lie();
  let anchor = { page: start, down: options.start.down, across: 0.5 };
  const topOf = (page: number) => laid.tops[page] ?? 0;
  const heightOf = (page: number) => laid.heights[page] || 1;
  const widthOf = (page: number) => laid.widths[page] || 1;
  const leftOf = (page: number) => Math.round((laid.width - widthOf(page)) / 2);
  /** One page at a time is the same long scroll, of which this much above the page is left out. */
  const above = () => {
    if (mode === "scroll") return 0;
    return topOf(anchor.page) - Math.max(GAP, (scroller.clientHeight - heightOf(anchor.page)) / 2);
  };
  const view = () => ({ top: scroller.scrollTop + above(), left: scroller.scrollLeft, ...room() });
  const only = () => (mode === "single" ? anchor.page : undefined);
  const pageUnder = (y: number) => only() ?? pageAt(laid, y);

  const sheaf = openSheaf({
    ...options,
    stage,
    pages,
    spot: (index) => ({
      left: leftOf(index),
      top: topOf(index) - above(),
      width: widthOf(index),
      height: heightOf(index),
      turn,
      hidden: mode === "single" && index !== anchor.page,
    }),
    seen: (index) =>
      mode === "single" && index !== anchor.page
        ? 0
        : shownShare(laid, index, view().top, scroller.clientHeight),
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
    follow: ({ page, down }) => own(goTo)(page + 1, down),
    shown() {
      if (shown) return;
      shown = true;
      options.shown();
    },
  });

  const take = () => {
    const { top, left, width } = view();
    const page = pageUnder(top);
    anchor = { page, down: (top - topOf(page)) / heightOf(page), across: (left + width / 2) / laid.width };
  };
  const arrange = () => {
    laid = lie();
    const tall = Math.max(scroller.clientHeight, heightOf(anchor.page) + 2 * GAP);
    stage.style.width = `${laid.width}px`;
    stage.style.height = `${mode === "single" ? tall : laid.height}px`;
    // Where nothing can be pushed sideways, a stroke sideways turns the page.
    if (mode === "single" && laid.width <= scroller.clientWidth) scroller.dataset.swipe = "";
    else delete scroller.dataset.swipe;
    sheaf.arrange();
    const top = topOf(anchor.page) + anchor.down * heightOf(anchor.page) - above();
    const left = anchor.across * laid.width - scroller.clientWidth / 2;
    scroller.scrollTo({ top, left, behavior: "instant" });
    put = { top: scroller.scrollTop, left: scroller.scrollLeft };
    if (jumped) jumped.top = put.top;
  };
  const plan = () => {
    if (closed) return;
    const { top, height } = view();
    sheaf.keep(mode === "single" ? nearestFirst(anchor.page, count) : pagesAlive(laid, top, height));
    report();
  };
  /** Puts a point of a page at a point of the screen. */
  const bring = (page: number, across: number, down: number, x: number, y: number) => {
    laid = lie();
    const top = topOf(page) + down * heightOf(page) - y;
    const middle = (laid.width - widthOf(page)) / 2 + across * widthOf(page) - x + scroller.clientWidth / 2;
    const at = only() ?? pageAt(laid, Math.max(0, top));
    anchor = { page: at, down: (top - topOf(at)) / heightOf(at), across: middle / laid.width };
    jumped = undefined;
    arrange();
    plan();
  };

  const now = () => {
    if (mode === "single") return anchor.page;
    if (jumped && Math.abs(scroller.scrollTop - jumped.top) <= STILL) return jumped.page;
    return currentPage(laid, scroller.scrollTop, scroller.clientHeight);
  };
  const factorNow = () => {
    const page = now();
    return widthOf(page) / Math.floor(pageWidth(sizes()[page] as Size, 1, room()));
  };
  const report = () => {
    const position = { page: now() + 1, zoom, factor: factorNow(), mode, turn };
    const said = JSON.stringify(position);
    if (said === reported) return;
    reported = said;
    options.moved(position);
  };

  const scrolled = () => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => {
      const { scrollTop: top, scrollLeft: left } = scroller;
      const byHand = Math.abs(top - put.top) > STILL || Math.abs(left - put.left) > STILL;
      if (jumped && Math.abs(top - jumped.top) > STILL) jumped = undefined;
      if (byHand) {
        put = { top, left };
        take();
      }
      plan();
      if (byHand) options.ownMove?.();
    });
  };
  const resized = new ResizeObserver(() => {
    if (closed || scroller.clientWidth === 0) return;
    arrange();
    plan();
  });

  const goTo = (page: number, down?: number) => {
    const index = Math.min(Math.max(1, Math.round(page)), count) - 1;
    pages.ask(index);
    // A whole page stands in the middle; a page as wide as the room begins just below the edge.
    const gap = zoom === "page" ? GAP : GAP / 2;
    const eye = down ? down - (EYE * scroller.clientHeight) / heightOf(index) : 0;
    anchor = { page: index, down: Math.max(eye, -gap / heightOf(index)), across: anchor.across };
    jumped = { page: index, top: 0 };
    arrange();
    plan();
  };
  /** About the middle of the screen, or a given point, so that what one looks at stays there. */
  const setZoom = (next: Zoom, x = scroller.clientWidth / 2, y = scroller.clientHeight / 2) => {
    const { top, left } = view();
    const page = pageUnder(top + y);
    const across = within((left + x - leftOf(page)) / widthOf(page), 0, 1);
    const down = within((top + y - topOf(page)) / heightOf(page), 0, 1);
    const index = now();
    zoom = next;
    if (next === "page") {
      laid = lie();
      goTo(index + 1);
    } else bring(page, across, down, x, y);
  };
  /** The column under a point, its lines as long as the screen allows; where there is none, simply nearer. */
  const nearer = (x: number, y: number) => {
    const corner = scroller.getBoundingClientRect();
    const column = sheaf.column(corner.left + x, corner.top + y);
    if (!column) return setZoom(NEAR, x, y);
    const { index, along, from, to } = column;
    const { width, height } = room();
    const lying = along === "across";
    const unzoomed = pageWidth(sizes()[index] as Size, 1, room());
    const wanted = lying ? width : (height * widthOf(index)) / heightOf(index);
    const factor = Math.min(NEAREST, wanted / (to - from + 0.03) / unzoomed);
    if (factor < 1.2) return setZoom(NEAR, x, y);
    const { top, left } = view();
    const middle = (from + to) / 2;
    const [across, down] = [
      (left + x - leftOf(index)) / widthOf(index),
      (top + y - topOf(index)) / heightOf(index),
    ];
    zoom = factor;
    if (lying) bring(index, middle, down, width / 2, y);
    else bring(index, across, middle, x, height / 2);
  };
  const pinched = (scale: number) => within(factorNow() * scale, SMALLEST, NEAREST) / factorNow();
  const pinch: Pinch = {
    move(scale, x, y) {
      stage.style.transformOrigin = `${scroller.scrollLeft + x}px ${scroller.scrollTop + y}px`;
      stage.style.transform = `scale(${pinched(scale)})`;
    },
    end(scale, x, y) {
      stage.style.transform = "";
      if (Math.abs(scale - 1) > 0.02) own(setZoom)(factorNow() * pinched(scale), x, y);
    },
  };
  const setMode = (next: Mode) => {
    const index = now();
    if (next === mode) return;
    mode = next;
    if (mode === "single" && zoom === "width" && room().width > room().height) zoom = "page";
    goTo(index + 1);
  };
  const rotate = () => {
    const index = now();
    turn = turnOn(turn);
    laid = lie();
    goTo(index + 1);
  };
  const reveal = (page: number, down: number) => {
    const { top, height } = view();
    const at = topOf(page - 1) + down * heightOf(page - 1);
    const there = only() === undefined || only() === page - 1;
    if (!there || at < top || at > top + height * 0.85) goTo(page, down);
  };
  const show = (sight: Sight) => {
    turn = asTurn(sight.turn);
    // What reaches into the next page cannot be shown one page at a time.
    if (sight.y + sight.height > 1.001) mode = "scroll";
    const aim = aimAt(sight, sizes(), room());
    zoom = aim.factor;
    if (mode === "single") anchor = { ...anchor, page: aim.page };
    bring(aim.page, aim.across, aim.down, scroller.clientWidth / 2, scroller.clientHeight / 2);
    // Near either end the screen cannot stand where it was aimed.
    take();
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
    turnPage: own((by: 1 | -1) => goTo(now() + 1 + by)),
    reveal,
    setZoom: own((next: Zoom) => setZoom(next)),
    zoomStep: own((direction: 1 | -1) => setZoom(nextZoom(factorNow(), direction))),
    toggleZoom: own((x: number, y: number) => (factorNow() > 1.02 ? setZoom("width", x, y) : nearer(x, y))),
    pinch,
    setMode: own(setMode),
    rotate: own(rotate),
    setNight: (night) => void stage.classList.toggle(styles.night ?? "night", night),
    relay: sheaf.relay,
    place: () => ({ page: anchor.page, down: anchor.down, zoom, turn }),
    sight: () => ({ ...sightOf(laid, view(), only()), ...(turn === 0 ? {} : { turn }) }),
    show,
    close() {
      closed = true;
      pages.close();
      cancelAnimationFrame(frame);
      resized.disconnect();
      scroller.removeEventListener("scroll", scrolled);
      sheaf.close();
      stage.remove();
    },
  };
}
