// Proves the arithmetic of the scroll: which page one is on, which pages stay drawn, and how sharp they may be.
import { describe, expect, it } from "vitest";
import {
  canvasScale,
  currentPage,
  GAP,
  layout,
  MAX_CANVAS_PIXELS,
  MAX_PAGES_ALIVE,
  nearestFirst,
  nextZoom,
  pageAt,
  pagesAlive,
} from "./layout";

const a4 = { width: 595, height: 842 };
const across = { width: 842, height: 595 };
const room = { width: 1048, height: 640 };
const ten = layout(
  Array.from({ length: 10 }, () => a4),
  "width",
  room,
);

describe("layout", () => {
  it("makes every page as wide as the room, whatever way it lies", () => {
    const mixed = layout([a4, across, a4], "width", room);
    expect([...mixed.widths]).toEqual([1000, 1000, 1000]);
    expect([...mixed.heights]).toEqual([1415, 707, 1415]);
    expect(mixed.tops[1]).toBe(GAP + 1415 + GAP);
    expect(mixed.height).toBe(GAP + 1415 + GAP + 707 + GAP + 1415 + GAP);
  });

  it("shows whole pages, never wider than the room", () => {
    const whole = layout([a4, across], "page", room);
    expect(whole.heights[0]).toBeLessThanOrEqual(640 - 2 * GAP);
    expect(whole.widths[1]).toBeLessThanOrEqual(1000);
  });

  it("grows sideways when zoomed in", () => {
    expect(layout([a4], 2, room).width).toBe(2048);
    expect(layout([a4], 0.5, room).width).toBe(1048);
  });
});

describe("page at a height", () => {
  it.each([
    [0, 0],
    [GAP, 0],
    [GAP + 1415, 0],
    [GAP + 1415 + GAP, 1],
    [1e9, 9],
  ])("%i is page index %i", (y, index) => expect(pageAt(ten, y)).toBe(index));

  it("calls current what fills most of the screen", () => {
    expect(currentPage(ten, 0, 640)).toBe(0);
    expect(currentPage(ten, 1000, 640)).toBe(0);
    expect(currentPage(ten, 1200, 640)).toBe(1);
  });
});

describe("pages kept drawn", () => {
  it("puts what is seen first, by how much is seen, then the next and the one before", () => {
    expect(pagesAlive(ten, (ten.tops[4] ?? 0) - 100, 640)).toEqual([4, 3, 5, 2, 6]);
  });

  it("keeps the page before when one stands at the very top of another", () => {
    expect(pagesAlive(ten, (ten.tops[4] ?? 0) - 8, 640)).toEqual([4, 5, 3, 6]);
  });

  it("never keeps more than the limit, however small the pages are", () => {
    const small = layout(
      Array.from({ length: 50 }, () => across),
      0.2,
      room,
    );
    const alive = pagesAlive(small, 2_000, 640);
    expect(alive).toHaveLength(MAX_PAGES_ALIVE);
    expect(new Set(alive).size).toBe(MAX_PAGES_ALIVE);
  });

  it("does not go past either end", () => {
    expect(pagesAlive(ten, 0, 640)).toEqual([0, 1, 2]);
    expect(pagesAlive(ten, ten.height - 640, 640)).toEqual([9, 8]);
    expect(pagesAlive(layout([a4], "width", room), 0, 640)).toEqual([0]);
  });
});

describe("one page at a time", () => {
  it("keeps the page, the next and the one before ready", () => {
    expect(nearestFirst(4, 10)).toEqual([4, 5, 3, 6, 2]);
    expect(nearestFirst(0, 10)).toEqual([0, 1, 2]);
    expect(nearestFirst(9, 10)).toEqual([9, 8, 7]);
  });
});

describe("sharpness", () => {
  it("is the screen's where memory allows", () => expect(canvasScale(700, 990, 2)).toBe(2));

  it("stays within the cap", () => {
    const scale = canvasScale(3_000, 4_243, 3);
    expect(3_000 * scale * 4_243 * scale).toBeLessThanOrEqual(MAX_CANVAS_PIXELS + 1);
  });
});

describe("zoom", () => {
  it.each([
    [1, 1, 1.25],
    [1, -1, 0.8],
    [0.43, 1, 0.5],
    [1.1, -1, 1],
    [3, 1, 3],
    [0.5, -1, 0.5],
  ] as const)("from %f, %i leads to %f", (from, direction, to) => expect(nextZoom(from, direction)).toBe(to));
});
