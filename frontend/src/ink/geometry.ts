// The arithmetic of strokes: which samples are worth keeping, which strokes the eraser touches, what lies where.
import { type Mark, PER_POINT, type Point } from "./op";

/** Samples nearer than this to the one before say nothing, in page points. */
export const NEAR = 0.35;
/** A pen that rests presses on: a sample that changes the pressure by this much is kept though it is near. */
const PRESSED = 0.12;

const round = (value: number, steps: number) => Math.round(value * steps) / steps;

/** Gathers samples into the flat list a stroke is kept as. */
export class Samples {
  readonly points: number[] = [];
  private at = 0;

  get count(): number {
    return this.points.length / PER_POINT;
  }

  /** Answers whether it was worth keeping. */
  add(x: number, y: number, pressure: number, time: number): boolean {
    const { points } = this;
    const last = points.length - PER_POINT;
    if (last >= 0) {
      const apart = Math.hypot(x - (points[last] ?? 0), y - (points[last + 1] ?? 0));
      if (apart < NEAR && Math.abs(pressure - (points[last + 2] ?? 0)) < PRESSED) return false;
    }
    const since = last >= 0 ? Math.max(0, Math.round(time - this.at)) : 0;
    this.at = time;
    points.push(round(x, 100), round(y, 100), round(Math.min(1, Math.max(0, pressure)), 100), since);
    return true;
  }
}

/** Left, top, right, bottom. */
export type Box = [number, number, number, number];

export function boxOf({ points, width = 0, kind }: Pick<Mark, "points" | "width" | "kind">): Box | undefined {
  const list = points ?? [];
  if (list.length < 2) return undefined;
  const step = kind === "note" ? 2 : PER_POINT;
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity];
  for (let at = 0; at + 1 < list.length; at += step) {
    const [x, y] = [list[at] ?? 0, list[at + 1] ?? 0];
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x);
    box[3] = Math.max(box[3], y);
  }
  const half = (width ?? 0) / 2;
  return [box[0] - half, box[1] - half, box[2] + half, box[3] + half];
}

/** How far a point is from the piece of line between two others. */
export function apart(point: Point, from: Point, to: Point): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : ((point.x - from.x) * dx + (point.y - from.y) * dy) / length;
  const share = Math.min(1, Math.max(0, along));
  return Math.hypot(point.x - from.x - share * dx, point.y - from.y - share * dy);
}

function crosses(a: Point, b: Point, c: Point, d: Point): boolean {
  const side = (p: Point, q: Point, r: Point) =>
    Math.sign((q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x));
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

/** Whether the eraser, moved from one point to another, touches a stroke. `reach` is the eraser's own radius. */
export function touches(mark: Mark, from: Point, to: Point, reach: number): boolean {
  if (mark.kind !== "stroke" && mark.kind !== "highlight") return false;
  const near = reach + (mark.width ?? 0) / 2;
  const box = boxOf(mark);
  if (!box) return false;
  const outside =
    Math.max(from.x, to.x) < box[0] - reach ||
    Math.min(from.x, to.x) > box[2] + reach ||
    Math.max(from.y, to.y) < box[1] - reach ||
    Math.min(from.y, to.y) > box[3] + reach;
  if (outside) return false;
  const points = mark.points ?? [];
  const at = (index: number): Point => ({ x: points[index] ?? 0, y: points[index + 1] ?? 0 });
  for (let index = 0; index < points.length; index += PER_POINT) {
    const here = at(index);
    const next = index + PER_POINT < points.length ? at(index + PER_POINT) : here;
    const closest = Math.min(apart(here, from, to), apart(from, here, next), apart(to, here, next));
    if (closest <= near || crosses(here, next, from, to)) return true;
  }
  return false;
}
