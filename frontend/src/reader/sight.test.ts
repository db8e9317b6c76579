// Proves that what one tablet sees is wholly on the screen of another, whatever the shapes of both and of the pages.
import { describe, expect, it } from "vitest";
import { type Layout, layout, type Room, type Size, type Zoom } from "./layout";
import { aimAt, pageOfReach, type Sight, sightOf, type Window } from "./sight";

const a4 = { width: 595, height: 842 };
const across = { width: 842, height: 595 };
const pages: Size[] = [a4, a4, across, a4, across, a4, a4, a4];
const lying: Room = { width: 1096, height: 640 };
const standing: Room = { width: 800, height: 900 };
const phone: Room = { width: 390, height: 640 };

/** Where a viewer that follows an aim puts its screen. */
function follow(sight: Sight, room: Room): { laid: Layout; window: Window } {
  const aim = aimAt(sight, pages, room);
  const laid = layout(pages, aim.factor, room);
  const width = laid.widths[aim.page] ?? 0;
  const top = (laid.tops[aim.page] ?? 0) + aim.down * (laid.heights[aim.page] ?? 0) - room.height / 2;
  const left = (laid.width - width) / 2 + aim.across * width - room.width / 2;
  return {
    laid,
    window: {
      top: Math.min(Math.max(0, top), Math.max(0, laid.height - room.height)),
      left: Math.min(Math.max(0, left), Math.max(0, laid.width - room.width)),
      ...room,
    },
  };
}

const see = (zoom: Zoom, room: Room, top: number, left = 0): Sight =>
  sightOf(layout(pages, zoom, room), { top, left, ...room });

const edges = (sight: Sight) => {
  const end = pageOfReach(sight.page - 1, sight.y + sight.height, pages.length);
  return {
    left: sight.x,
    right: sight.x + sight.width,
    top: sight.page - 1 + sight.y,
    bottom: end.page + end.down,
  };
};

describe("what is seen", () => {
  it("is the whole width of a page that fits, and as much of its height as there is room for", () => {
    const sight = see("width", lying, 16);
    expect(sight).toMatchObject({ page: 1, x: 0, y: 0, width: 1 });
    expect(sight.height).toBeCloseTo(640 / 1483, 2);
  });

  it("begins on the next page where only the gap of the one before is left", () => {
    const laid = layout(pages, "width", lying);
    expect(sightOf(laid, { top: (laid.tops[1] ?? 0) - 8, left: 0, ...lying })).toMatchObject({
      page: 2,
      y: 0,
    });
  });

  it("counts one for every page it reaches into", () => {
    const sight = see(0.5, lying, 16 + 600);
    expect(sight.page).toBe(1);
    expect(sight.y + sight.height).toBeGreaterThan(1);
    expect(sight.y + sight.height).toBeLessThan(2);
  });

  it("ends with the page where only one is shown", () => {
    const laid = layout(pages, 0.5, lying);
    const sight = sightOf(laid, { top: (laid.tops[2] ?? 0) - 100, left: 0, ...lying }, 2);
    expect(sight).toMatchObject({ page: 3, y: 0, height: 1 });
  });

  it("is a part of the width when zoomed in", () => {
    const sight = see(2, lying, 500, 300);
    expect(sight.x).toBeGreaterThan(0.1);
    expect(sight.x + sight.width).toBeLessThan(0.8);
  });
});

describe("following it", () => {
  const rooms = { lying, standing, phone };
  const zooms: Zoom[] = ["width", "page", 0.5, 1, 1.5, 2.5];
  const cases = Object.entries(rooms).flatMap(([from, a]) =>
    Object.entries(rooms).flatMap(([to, b]) =>
      zooms.flatMap((zoom) => [0, 700, 1500, 2600, 1e6].map((top) => ({ from, to, a, b, zoom, top }))),
    ),
  );
  it.each(cases)("from $from at $zoom, $top down, nothing is left out $to", ({ a, b, zoom, top }) => {
    const all = layout(pages, zoom, a);
    const at = Math.min(top, Math.max(0, all.height - a.height));
    const sight = see(zoom, a, at, Math.max(0, (all.width - a.width) / 3));
    const { laid, window } = follow(sight, b);
    const [wanted, got] = [edges(sight), edges(sightOf(laid, window))];
    // A point of a page is less than this.
    const hair = 0.004;
    expect(got.left).toBeLessThanOrEqual(wanted.left + hair);
    expect(got.right).toBeGreaterThanOrEqual(wanted.right - hair);
    expect(got.top).toBeLessThanOrEqual(wanted.top + hair);
    expect(got.bottom).toBeGreaterThanOrEqual(wanted.bottom - hair);
  });

  it("fills the screen one way or the other", () => {
    const sight = { page: 2, x: 0.25, y: 0.25, width: 0.5, height: 0.2 };
    const { laid } = follow(sight, standing);
    expect((laid.widths[1] ?? 0) * 0.5).toBeCloseTo(800, -1);
  });

  it("bears what no tablet would send", () => {
    const aim = aimAt({ page: 99, x: -3, y: 7, width: 0, height: Number.MIN_VALUE }, pages, phone);
    expect(aim.page).toBe(7);
    expect(aim.factor).toBeLessThanOrEqual(8);
    expect(Number.isFinite(aim.down)).toBe(true);
  });
});

describe("reach", () => {
  it.each([
    [0, 0.4, 0, 0.4],
    [0, 1, 0, 1],
    [1, 1.25, 2, 0.25],
    [6, 9, 7, 1],
  ])("from page index %i, %f pages down is page index %i at %f", (from, reach, page, down) => {
    const found = pageOfReach(from, reach, pages.length);
    expect(found.page).toBe(page);
    expect(found.down).toBeCloseTo(down);
  });
});
