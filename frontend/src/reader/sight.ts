// What a reader sees, in terms every tablet shares: a rectangle of a page; and how another screen shows all of it.
import { GAP, type Layout, pageAt, type Room, type Size, side, within } from "./layout";
import type { Turn } from "./turn";

/**
 * The rectangle on screen, as fractions of the page it begins on. `y + height` may reach beyond 1: every page that
 * follows counts 1 more, whatever its own height, so that 2.5 is the middle of the second page after.
 */
export interface Sight {
  /** From 1. */
  page: number;
  x: number;
  y: number;
  width: number;
  height: number;
  /** How the pages are turned, where they are: the fractions are of the page as it then lies. */
  turn?: Turn;
}

/** What the screen shows of a layout. */
export interface Window extends Room {
  top: number;
  left: number;
}

/** How large the pages must be, and where the screen must stand, for a sight to be on it whole. */
export interface Aim {
  /** A share of the room's width, as a zoom. */
  factor: number;
  /** From 0. */
  page: number;
  /** Where on that page the middle of the screen is, as shares of the page. */
  across: number;
  down: number;
}

/** Beyond these a page is a postage stamp, or four letters. */
const LEAST = 0.05;
const MOST = 8;
/** Less of a page than this cannot be meant. */
const SLIVER = 0.01;

/** With `only`, no other page is on screen. */
export function sightOf(laid: Layout, { top, left, width, height }: Window, only?: number): Sight {
  let page = only ?? pageAt(laid, top);
  // Of a page above whose gap alone is on screen nothing is seen.
  const ends = (laid.tops[page] ?? 0) + (laid.heights[page] ?? 0);
  if (only === undefined && ends <= top && page + 1 < laid.tops.length) page += 1;
  const [pageWidth, pageHeight] = [laid.widths[page] || 1, laid.heights[page] || 1];
  const pageLeft = (laid.width - pageWidth) / 2;
  const x = within((left - pageLeft) / pageWidth, 0, 1);
  const right = within((left + width - pageLeft) / pageWidth, 0, 1);
  const y = within((top - (laid.tops[page] ?? 0)) / pageHeight, 0, 1);
  const bottom = Math.min(
    only === undefined ? Number.POSITIVE_INFINITY : 1,
    reachOf(laid, page, top + height),
  );
  return {
    page: page + 1,
    x,
    y,
    width: Math.max(SLIVER, right - x),
    height: Math.max(SLIVER, bottom - y),
  };
}

/** How far down a height of the scroll is, counted from a page's top in pages. */
function reachOf(laid: Layout, from: number, y: number): number {
  const page = Math.max(from, pageAt(laid, y));
  return page - from + within((y - (laid.tops[page] ?? 0)) / (laid.heights[page] || 1), 0, 1);
}

/** Which page `reach` pages below a page's top is, and how far down it. */
export function pageOfReach(from: number, reach: number, count: number): { page: number; down: number } {
  // The very foot of a page is the foot of it, not the head of the next.
  const pages = Math.max(0, Math.ceil(reach) - 1);
  const page = Math.min(from + pages, count - 1);
  return { page, down: within(reach - (page - from), 0, 1) };
}

export function aimAt(sight: Sight, sizes: readonly Size[], room: Room): Aim {
  const page = within(Math.round(sight.page) - 1, 0, sizes.length - 1);
  const width = within(sight.width, SLIVER, 1);
  const first = within(sight.y, 0, 1 - SLIVER);
  const end = pageOfReach(page, Math.max(first + SLIVER, sight.y + sight.height), sizes.length);
  // Heights of what is between the two edges for pages one room wide, and the gaps, which do not grow.
  const full = Math.max(120, room.width - 2 * side(room));
  const tall = (index: number) => {
    const size = sizes[index];
    return size ? (full * size.height) / size.width : full;
  };
  let span = -first * tall(page);
  for (let index = page; index < end.page; index++) span += tall(index);
  span += end.down * tall(end.page);
  const gaps = (end.page - page) * GAP;
  const byWidth = room.width / (width * full);
  const byHeight = (room.height - gaps) / Math.max(1, span);
  const factor = within(Math.min(byWidth, byHeight), LEAST, MOST);
  const middle = first * tall(page) + (span + gaps / factor) / 2;
  return { factor, page, across: within(sight.x, 0, 1) + width / 2, down: middle / tall(page) };
}
