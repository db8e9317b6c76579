// What is marked on the pages of an open paper: found passages, the one the reader is at, and what is being read aloud.
import type { Overlay, Rectangle } from "./leaf";

export interface MarkedPlace {
  /** From 1. */
  page: number;
  rectangles: readonly Rectangle[];
}

export interface Marks {
  /** Told when anything is marked otherwise. */
  changed?: () => void;
  find(places: readonly MarkedPlace[], current?: MarkedPlace): void;
  speak(place?: MarkedPlace): void;
  over(page: number): Overlay;
}

export function openMarks(): Marks {
  const found = new Map<number, Rectangle[]>();
  let current: MarkedPlace | undefined;
  let spoken: MarkedPlace | undefined;
  return {
    find(places, at) {
      found.clear();
      for (const { page, rectangles } of places) {
        found.set(page, [...(found.get(page) ?? []), ...rectangles]);
      }
      current = at;
      this.changed?.();
    },
    speak(place) {
      spoken = place;
      this.changed?.();
    },
    over: (page) => ({
      rectangles: found.get(page),
      current: current?.page === page ? current.rectangles : undefined,
      spoken: spoken?.page === page ? spoken.rectangles : undefined,
    }),
  };
}
