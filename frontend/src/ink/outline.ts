// The shape of a stroke: the outline of perfect-freehand as a path, the same on screen as in the exported PDF.
import { getStroke } from "perfect-freehand";
import { PER_POINT } from "./op";

/** perfect-freehand counts in screen pixels, and lets small curls go; a page point is made this many of them. */
export const FINE = 8;
/** How much less a light hand leaves than a heavy one. The highlighter knows no pressure. */
const THINNING = 0.55;

export const strokeOptions = (kind: string, width: number) => ({
  size: width * FINE,
  thinning: kind === "highlight" ? 0 : THINNING,
  smoothing: 0.5,
  streamline: 0.35,
  simulatePressure: false,
  last: true,
});

/** The outline's corners, in page points. */
export function outline(kind: string, width: number, points: readonly number[]): [number, number][] {
  const given: number[][] = [];
  for (let at = 0; at + PER_POINT <= points.length; at += PER_POINT) {
    given.push([(points[at] ?? 0) * FINE, (points[at + 1] ?? 0) * FINE, points[at + 2] ?? 0.5]);
  }
  return getStroke(given, strokeOptions(kind, width)).map(([x, y]) => [x / FINE, y / FINE]);
}

interface Pen {
  moveTo(x: number, y: number): void;
  quadraticCurveTo(cx: number, cy: number, x: number, y: number): void;
  closePath(): void;
}

/** Rounds the corners off: each is a control point, and the curve passes through the middles between them. */
export function trace(corners: readonly [number, number][], pen: Pen) {
  const count = corners.length;
  if (count < 3) return;
  const middle = (a: [number, number], b: [number, number]) =>
    [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2] as const;
  const at = (index: number) => corners[index % count] as [number, number];
  pen.moveTo(...middle(at(0), at(1)));
  for (let index = 1; index <= count; index++) {
    pen.quadraticCurveTo(...at(index), ...middle(at(index), at(index + 1)));
  }
  pen.closePath();
}

const short = (value: number) => String(Math.round(value * 100) / 100);

/** The `d` of an SVG path. */
export function pathOf(kind: string, width: number, points: readonly number[]): string {
  const parts: string[] = [];
  trace(outline(kind, width, points), {
    moveTo: (x, y) => parts.push(`M${short(x)} ${short(y)}`),
    quadraticCurveTo: (cx, cy, x, y) => parts.push(`Q${short(cx)} ${short(cy)} ${short(x)} ${short(y)}`),
    closePath: () => parts.push("Z"),
  });
  return parts.join("");
}
