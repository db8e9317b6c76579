// Proves that a finger on one of two columns means that one, and that a heading across both does not join them.
import { describe, expect, it } from "vitest";
import { columnAt, linesAt, type Run } from "./columns";

const lines = (left: number, right: number): Run[] =>
  Array.from({ length: 40 }, (_, line) => [left, 0.1 + line * 0.02, right, 0.115 + line * 0.02] as Run);
const two: Run[] = [...lines(0.08, 0.48), ...lines(0.52, 0.92), [0.1, 0.05, 0.9, 0.08]];

describe("the column under a finger", () => {
  it.each([
    [0.3, 0.4, 0.08, 0.48],
    [0.7, 0.4, 0.52, 0.92],
    [0.95, 0.4, 0.52, 0.92],
    [0.3, 0.12, 0.08, 0.48],
  ])("at %f, %f", (x, y, left, right) => {
    const column = columnAt(two, x, y);
    expect(column?.left).toBeCloseTo(left, 2);
    expect(column?.right).toBeCloseTo(right, 2);
  });

  it("is the whole width of a letter of one column, words apart or not", () => {
    const words = lines(0.15, 0.88).flatMap(([, top, , bottom], line): Run[] =>
      [0.15, 0.3, 0.5, 0.7].map((at) => [
        at + (line % 5) * 0.02,
        top,
        Math.min(0.88, at + 0.17 + (line % 5) * 0.02),
        bottom,
      ]),
    );
    expect(columnAt(words, 0.5, 0.5)).toEqual({ left: 0.15, right: 0.88 });
  });

  it("is none where there is no text", () => expect(columnAt(two, 0.5, 0.99)).toBeUndefined());
});

describe("the column under a finger, however the page lies", () => {
  const upright = { width: 595, height: 842 };
  const lying = { width: 842, height: 595 };
  // Turned clockwise: what was down the page now lies from right to left.
  const turned = two.map(([left, top, right, bottom]): Run => [1 - bottom, left, 1 - top, right]);

  it("lies across an upright page", () => {
    const column = linesAt(two, upright, 0.7, 0.4);
    expect(column?.along).toBe("across");
    expect(column?.from).toBeCloseTo(0.52, 2);
    expect(column?.to).toBeCloseTo(0.92, 2);
  });

  it("stands down the screen on a page turned on its side", () => {
    const column = linesAt(turned, lying, 0.6, 0.7);
    expect(column?.along).toBe("down");
    expect(column?.from).toBeCloseTo(0.52, 2);
    expect(column?.to).toBeCloseTo(0.92, 2);
  });

  it("is none where there is no text", () => expect(linesAt([], lying, 0.5, 0.5)).toBeUndefined());
});
