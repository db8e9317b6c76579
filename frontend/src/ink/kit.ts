// What lies in the hand: the tool, its colour and width, and whether fingers write. Remembered on this tablet.
import type { HighlightColour, PenColour } from "./op";

export type Tool = "pen" | "highlighter" | "eraser" | "note";
export type Weight = 0 | 1 | 2;

export interface Kit {
  tool: Tool;
  pen: PenColour;
  penWeight: Weight;
  highlighter: HighlightColour;
  highlighterWeight: Weight;
  /** Fingers, and a mouse, write instead of moving the page. */
  finger: boolean;
  /** A pen has touched this tablet. */
  penKnown: boolean;
}

export const PEN_COLOURS: readonly PenColour[] = ["black", "blue", "red"];
export const HIGHLIGHT_COLOURS: readonly HighlightColour[] = ["yellow", "green", "pink"];
/** In page points. */
export const PEN_WIDTHS = [1.2, 2.2, 4] as const;
export const HIGHLIGHT_WIDTHS = [9, 14, 22] as const;
export const ERASER_REACH = 5;

const FIRST: Kit = {
  tool: "pen",
  pen: "blue",
  penWeight: 1,
  highlighter: "yellow",
  highlighterWeight: 1,
  finger: false,
  penKnown: false,
};
const KEY = "nghisu.hand.kit";

export interface KitBox {
  get(): Kit;
  set(next: Partial<Kit>): void;
  subscribe(call: () => void): () => void;
}

function stored(): Kit {
  try {
    const value = JSON.parse(localStorage.getItem(KEY) ?? "{}") as Partial<Kit>;
    const one = <T>(given: unknown, allowed: readonly T[], otherwise: T): T =>
      allowed.includes(given as T) ? (given as T) : otherwise;
    const weights: readonly Weight[] = [0, 1, 2];
    return {
      // The eraser and a note are for one moment: nobody wants to find them in hand the next day.
      tool: one(value.tool, ["pen", "highlighter"], FIRST.tool),
      pen: one(value.pen, PEN_COLOURS, FIRST.pen),
      penWeight: one(value.penWeight, weights, FIRST.penWeight),
      highlighter: one(value.highlighter, HIGHLIGHT_COLOURS, FIRST.highlighter),
      highlighterWeight: one(value.highlighterWeight, weights, FIRST.highlighterWeight),
      finger: false,
      penKnown: value.penKnown === true,
    };
  } catch {
    return FIRST;
  }
}

export function openKit(): KitBox {
  let kit = stored();
  const listeners = new Set<() => void>();
  return {
    get: () => kit,
    set(next) {
      kit = { ...kit, ...next };
      try {
        localStorage.setItem(KEY, JSON.stringify(kit));
      } catch {
        // Only the choice of the next time is lost.
      }
      for (const listener of listeners) listener();
    },
    subscribe(call) {
      listeners.add(call);
      return () => listeners.delete(call);
    },
  };
}
