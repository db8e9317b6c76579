// Proves what the eraser touches, which samples are kept, and where marks lie.
import { describe, expect, it } from "vitest";
import { apart, boxOf, Samples, touches } from "./geometry";
import type { Mark } from "./op";

const line = (points: [number, number][], width = 2, kind: "stroke" | "highlight" = "stroke"): Mark => ({
  id: "x",
  page: 1,
  kind,
  colour: "blue",
  width,
  points: points.flatMap(([x, y]) => [x, y, 0.5, 4]),
});

describe("samples", () => {
  it("keeps what moves or presses, to a hundredth of a point", () => {
    const samples = new Samples();
    expect(samples.add(10.12345, 20, 0.5, 100)).toBe(true);
    expect(samples.add(10.2, 20, 0.5, 104)).toBe(false);
    expect(samples.add(10.2, 20, 0.7, 108)).toBe(true);
    expect(samples.add(11, 20, 0.7, 112.4)).toBe(true);
    expect(samples.points).toEqual([10.12, 20, 0.5, 0, 10.2, 20, 0.7, 8, 11, 20, 0.7, 4]);
  });

  it("keeps pressure within bounds and time from running backwards", () => {
    const samples = new Samples();
    samples.add(0, 0, 7, 100);
    samples.add(5, 0, -1, 90);
    expect(samples.points).toEqual([0, 0, 1, 0, 5, 0, 0, 0]);
  });
});

describe("eraser", () => {
  const stroke = line([
    [10, 10],
    [110, 10],
  ]);
  it.each([
    ["on the line", 60, 10, true],
    ["beside it, within reach", 60, 15, true],
    ["just out of reach", 60, 17, false],
    ["past its end", 118, 10, false],
    ["at its end", 114, 10, true],
  ])("%s", (_, x, y, expected) => expect(touches(stroke, { x, y }, { x, y }, 5)).toBe(expected));

  it("touches what a fast move jumps over", () => {
    expect(touches(stroke, { x: 60, y: -80 }, { x: 62, y: 90 }, 1)).toBe(true);
  });

  it("touches a dot, and a wide highlight at its rim", () => {
    expect(touches(line([[50, 50]]), { x: 52, y: 50 }, { x: 52, y: 50 }, 2)).toBe(true);
    const wide = line(
      [
        [10, 100],
        [90, 100],
      ],
      20,
      "highlight",
    );
    expect(touches(wide, { x: 50, y: 111 }, { x: 50, y: 111 }, 2)).toBe(true);
    expect(touches(wide, { x: 50, y: 114 }, { x: 50, y: 114 }, 2)).toBe(false);
  });

  it("leaves notes and bookmarks alone", () => {
    const note: Mark = { id: "n", page: 1, kind: "note", points: [10, 10], text: "a" };
    expect(touches(note, { x: 10, y: 10 }, { x: 10, y: 10 }, 5)).toBe(false);
  });
});

it("measures from the nearest place of a line, not from its ends alone", () => {
  expect(apart({ x: 5, y: 3 }, { x: 0, y: 0 }, { x: 10, y: 0 })).toBe(3);
  expect(apart({ x: -3, y: 4 }, { x: 0, y: 0 }, { x: 10, y: 0 })).toBe(5);
  expect(apart({ x: 3, y: 4 }, { x: 0, y: 0 }, { x: 0, y: 0 })).toBe(5);
});

it("puts a box around a stroke, its width included", () => {
  expect(
    boxOf(
      line(
        [
          [10, 20],
          [30, 5],
        ],
        4,
      ),
    ),
  ).toEqual([8, 3, 32, 22]);
  expect(boxOf({ kind: "bookmark", points: [] })).toBeUndefined();
});
