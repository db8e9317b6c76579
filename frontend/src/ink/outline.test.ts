// Holds the outlines the server draws into PDFs against those of the library: both read the same file.
import { describe, expect, it } from "vitest";
import text from "../../../crates/papers/src/ink/outlines.json?raw";
import { outline, pathOf, trace } from "./outline";

interface Case {
  name: string;
  kind: string;
  width: number;
  points: number[];
  corners: [number, number][];
}
const known = JSON.parse(text) as { cases: Case[] };

describe("outline", () => {
  it.each(known.cases)("of $name is the one the server draws", ({ kind, width, points, corners }) => {
    const made = outline(kind, width, points);
    expect(made).toHaveLength(corners.length);
    made.forEach(([x, y], at) => {
      expect(Math.hypot(x - (corners[at]?.[0] ?? 0), y - (corners[at]?.[1] ?? 0))).toBeLessThan(0.001);
    });
  });

  it("is wider where the hand is heavy, and a highlight is not", () => {
    const height = (kind: string, pressure: number) => {
      const points = Array.from({ length: 20 }, (_, at) => [at * 5, 50, pressure, 4]).flat();
      const ys = outline(kind, 10, points).map(([, y]) => y);
      return Math.max(...ys) - Math.min(...ys);
    };
    expect(height("stroke", 0.9)).toBeGreaterThan(height("stroke", 0.2) * 1.5);
    expect(height("highlight", 0.9)).toBeCloseTo(height("highlight", 0.2), 5);
  });
});

it("draws a closed path through the middles of the corners", () => {
  const said: string[] = [];
  const square: [number, number][] = [
    [0, 0],
    [2, 0],
    [2, 2],
    [0, 2],
  ];
  trace(square, {
    moveTo: (x, y) => said.push(`M${x},${y}`),
    quadraticCurveTo: (cx, cy, x, y) => said.push(`Q${cx},${cy} ${x},${y}`),
    closePath: () => said.push("Z"),
  });
  expect(said).toEqual(["M1,0", "Q2,0 2,1", "Q2,2 1,2", "Q0,2 0,1", "Q0,0 1,0", "Z"]);
  expect(pathOf("stroke", 2, [10, 10, 0.5, 0])).toMatch(/^M[\d. ]+Q.*Z$/);
  expect(pathOf("stroke", 2, [])).toBe("");
});
