// Where every page stands in the long scroll, which are near enough to keep, and how sharp memory lets them be.

/** A page at scale 1, its rotation applied. */
export interface Size {
  width: number;
  height: number;
}
/** What the reader sees at once, in CSS pixels. */
export interface Room {
  width: number;
  height: number;
}
/** Every page as wide as the room, every page whole, or a share of the room's width. */
export type Zoom = "width" | "page" | number;

export interface Layout {
  tops: Float64Array;
  widths: Float64Array;
  heights: Float64Array;
  width: number;
  height: number;
}

/** The cap mobile browsers bear; pdf.js uses the same on phones. */
export const MAX_CANVAS_PIXELS = 5_242_880;
export const MAX_CANVASES = 6;
/** One canvas is left for redrawing a page sharper while the old one still shows. */
export const MAX_PAGES_ALIVE = MAX_CANVASES - 1;
export const GAP = 16;
export const ZOOM_STEPS = [0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 2.5, 3];
const NARROW = 600;

export const within = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value));

export const side = (room: Room) => (room.width < NARROW ? 8 : 24);

export function pageWidth(size: Size, zoom: Zoom, room: Room): number {
  const full = Math.max(120, room.width - 2 * side(room));
  if (zoom === "width") return full;
  if (zoom === "page") {
    const tall = Math.max(120, room.height - 2 * GAP);
    return Math.min(full, (tall * size.width) / size.height);
  }
  return full * zoom;
}

export function layout(sizes: readonly Size[], zoom: Zoom, room: Room): Layout {
  const count = sizes.length;
  const result: Layout = {
    tops: new Float64Array(count),
    widths: new Float64Array(count),
    heights: new Float64Array(count),
    width: room.width,
    height: 0,
  };
  let top = GAP;
  sizes.forEach((size, index) => {
    const width = Math.floor(pageWidth(size, zoom, room));
    const height = Math.round((width * size.height) / size.width);
    result.tops[index] = top;
    result.widths[index] = width;
    result.heights[index] = height;
    result.width = Math.max(result.width, width + 2 * side(room));
    top += height + GAP;
  });
  result.height = top;
  return result;
}

/** The page at this height of the scroll; a gap belongs to the page above it. */
export function pageAt({ tops }: Layout, y: number): number {
  let low = 0;
  let high = tops.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((tops[middle] ?? 0) <= y) low = middle;
    else high = middle - 1;
  }
  return low;
}

export function shownShare(place: Layout, index: number, top: number, height: number): number {
  const start = place.tops[index] ?? 0;
  const end = start + (place.heights[index] ?? 0);
  return Math.max(0, Math.min(end, top + height) - Math.max(start, top));
}

/** The page a reader would say they are on: the one that fills most of the screen, the upper one of equals. */
export function currentPage(place: Layout, top: number, height: number): number {
  const last = pageAt(place, top + height);
  let best = pageAt(place, top);
  for (let index = best + 1; index <= last; index++) {
    if (shownShare(place, index, top, height) > shownShare(place, best, top, height) + 1) best = index;
  }
  return best;
}

/** The pages to keep drawn, most wanted first: what is seen, by how much is seen, then the next one, the one before. */
export function pagesAlive(place: Layout, top: number, height: number, max = MAX_PAGES_ALIVE): number[] {
  const first = pageAt(place, top);
  const last = pageAt(place, top + height);
  const seen: number[] = [];
  for (let index = first; index <= last; index++) {
    if (shownShare(place, index, top, height) > 0) seen.push(index);
  }
  seen.sort((a, b) => shownShare(place, b, top, height) - shownShare(place, a, top, height) || a - b);
  // At a page's very top the gap above it still belongs to the page before, of which nothing is seen.
  const [low, high] = seen.length > 0 ? [Math.min(...seen), Math.max(...seen)] : [first + 1, last];
  const around = [high + 1, low - 1, high + 2].filter((index) => index >= 0 && index < place.tops.length);
  return [...seen, ...around].slice(0, max);
}

/** The same where one page is shown at a time: it, the next, the one before, and so on outwards. */
export function nearestFirst(page: number, count: number, max = MAX_PAGES_ALIVE): number[] {
  const around = [0, 1, -1, 2, -2].map((step) => page + step);
  return around.filter((index) => index >= 0 && index < count).slice(0, max);
}

/** Canvas pixels per CSS pixel: the screen's own, or what the cap leaves. */
export function canvasScale(width: number, height: number, density: number): number {
  return Math.min(density, Math.sqrt(MAX_CANVAS_PIXELS / (width * height)));
}

/** The next step from a zoom that may lie between two steps. */
export function nextZoom(factor: number, direction: 1 | -1): number {
  const steps = direction > 0 ? ZOOM_STEPS : ZOOM_STEPS.toReversed();
  return steps.find((step) => (step - factor) * direction > 0.02) ?? steps.at(-1) ?? 1;
}
