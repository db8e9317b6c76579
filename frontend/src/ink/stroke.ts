// One pass of the pen, the highlighter or the eraser over one page, from the moment it comes down until it is lifted.
import type { LiveLeaf } from "../reader/layers";
import type { Desk } from "./desk";
import { Samples, touches } from "./geometry";
import type { Hand } from "./hand";
import { ERASER_REACH, HIGHLIGHT_WIDTHS, type Kit, PEN_WIDTHS } from "./kit";
import { type Colour, MAX_POINTS, type Point } from "./op";
import type { Sheet } from "./sheet";

export interface Pass {
  readonly leaf: LiveLeaf;
  take(event: PointerEvent): void;
  /** Whether what was written so far is more than a slip. */
  worth(): boolean;
  finish(): void;
  cancel(): void;
}

interface Inked {
  kind: "stroke" | "highlight";
  colour: Colour;
  width: number;
}

type PassOptions = (Inked | { kind: "erase" }) & {
  leaf: LiveLeaf;
  sheet: Sheet;
  desk: Desk;
  hand: Hand;
  scroller: HTMLElement;
};

export function strokeOf(kit: Kit, erasing: boolean): Inked | { kind: "erase" } {
  if (erasing) return { kind: "erase" };
  if (kit.tool === "highlighter") {
    return { kind: "highlight", colour: kit.highlighter, width: HIGHLIGHT_WIDTHS[kit.highlighterWeight] };
  }
  return { kind: "stroke", colour: kit.pen, width: PEN_WIDTHS[kit.penWeight] };
}

export const openPass = (options: PassOptions): Pass =>
  options.kind === "erase" ? erasing(options) : writing({ ...options, ...options });

/** From the screen to page points and back. Nothing moves while somebody writes, so it is worked out once. */
function frame(leaf: LiveLeaf, scroller: HTMLElement) {
  const { left, top } = scroller.getBoundingClientRect();
  const [zero, right, down] = [leaf.at(left, top), leaf.at(left + 1, top), leaf.at(left, top + 1)];
  const [a, b] = [right.x - zero.x, right.y - zero.y];
  const [c, d] = [down.x - zero.x, down.y - zero.y];
  const area = a * d - b * c || 1;
  const back = [d / area, -b / area, -c / area, a / area] as const;
  return {
    page: (x: number, y: number): Point => ({
      x: zero.x + a * (x - left) + c * (y - top),
      y: zero.y + b * (x - left) + d * (y - top),
    }),
    /** As a canvas over the scroller takes it. */
    matrix: [
      ...back,
      -(back[0] * zero.x + back[2] * zero.y),
      -(back[1] * zero.x + back[3] * zero.y),
    ] as unknown as readonly [number, number, number, number, number, number],
    /** Page points a CSS pixel is. */
    dot: Math.sqrt(Math.abs(area)),
    screen: (x: number, y: number): Point => ({ x: x - left, y: y - top }),
  };
}

/** The samples an event stands for. Of those the browser held back only place and pressure can be relied on. */
function samples(event: PointerEvent): { clientX: number; clientY: number; pressure: number }[] {
  const held = event.type === "pointermove" ? (event.getCoalescedEvents?.() ?? []) : [];
  return held.length > 0 ? held : [event];
}

const colourOf = (colour: Colour) =>
  getComputedStyle(document.documentElement).getPropertyValue(`--hand-${colour}`).trim();

function writing({ leaf, desk, hand, scroller, kind, colour, width }: Inked & PassOptions): Pass {
  const { page, matrix } = frame(leaf, scroller);
  const paint = colourOf(colour);
  let taken = new Samples();
  let time: number | undefined;
  const keep = () => {
    if (taken.count > 0) {
      hand.add({ page: leaf.index + 1, kind, colour, width, points: taken.points });
    }
  };
  return {
    leaf,
    take(event) {
      // What lifts a pen has no pressure: the stroke ends as it was.
      if (event.type === "pointerup") return;
      const some = samples(event);
      const before = time ?? event.timeStamp;
      some.forEach((sample, index) => {
        const { x, y } = page(sample.clientX, sample.clientY);
        const at = before + ((event.timeStamp - before) * (index + 1)) / some.length;
        taken.add(x, y, event.pointerType === "pen" ? sample.pressure : 0.5, at);
      });
      time = event.timeStamp;
      if (taken.count >= MAX_POINTS) {
        keep();
        const last = taken.points.slice(-4);
        taken = new Samples();
        taken.add(last[0] ?? 0, last[1] ?? 0, last[2] ?? 0.5, time);
      }
      desk.draw({ kind, colour: paint, width, points: taken.points, matrix });
    },
    worth: () => taken.count > 12,
    finish: keep,
    cancel() {},
  };
}

function erasing({ leaf, sheet, desk, hand, scroller }: PassOptions): Pass {
  const { page, dot, screen } = frame(leaf, scroller);
  const reach = Math.max(ERASER_REACH, 10 * dot);
  const taken = new Set<string>();
  let last: Point | undefined;
  return {
    leaf,
    take(event) {
      for (const sample of samples(event)) {
        const here = page(sample.clientX, sample.clientY);
        for (const mark of hand.marks(leaf.index + 1)) {
          if (taken.has(mark.id) || !touches(mark, last ?? here, here, reach)) continue;
          taken.add(mark.id);
          sheet.hide(mark.id, true);
        }
        last = here;
      }
      const { x, y } = screen(event.clientX, event.clientY);
      desk.ring(x, y, reach / dot, colourOf("black"));
    },
    worth: () => taken.size > 0,
    finish: () => hand.erase([...taken]),
    cancel() {
      for (const id of taken) sheet.hide(id, false);
    },
  };
}
