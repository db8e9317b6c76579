// Tells the server where the leader's reader stands: only the newest, and no more often than others are shown it.
import type { Point } from "./frame";

/** The part of a paper on screen. */
export interface Sight extends Point {
  width: number;
  height: number;
}

export interface Teller {
  see(sight: Sight): void;
  point(point: Point | undefined): void;
  close(): void;
}

const SIGHT_MS = 100;
const POINT_MS = 34;
/** Said again, for whoever missed it, and to show that the leader is there. */
const AGAIN_MS = 1_000;
/** A line that took nothing is tried again. */
const LATER_MS = 100;

/** A hair of a page is a ten-thousandth: longer numbers only make longer frames. */
const short = (value: number) => Math.round(value * 10_000) / 10_000;
const within = (value: number, least: number, most: number) => Math.min(most, Math.max(least, short(value)));
const place = ({ page, x, y }: Point) => ({ page, x: within(x, 0, 1), y: within(y, 0, 1) });

/** `say` answers whether the line took it. */
export function openTeller(number: number, say: (text: string) => boolean, now = () => Date.now()): Teller {
  let sight: Sight | undefined;
  let point: Point | undefined;
  let told: Sight | undefined;
  let moved = false;
  let pointed = false;
  let sightAt = Number.NEGATIVE_INFINITY;
  let saidAt = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let closed = false;

  const due = () => {
    const again = saidAt + AGAIN_MS;
    return Math.min(
      again,
      moved ? Math.max(sightAt + SIGHT_MS, saidAt + POINT_MS) : again,
      pointed ? saidAt + POINT_MS : again,
    );
  };
  const tell = () => {
    clearTimeout(timer);
    if (closed || !sight) return;
    const at = now();
    if (at < due()) {
      timer = setTimeout(tell, due() - at);
      return;
    }
    const next = moved && at < sightAt + SIGHT_MS ? told : sight;
    if (!next) return;
    const lead = {
      number,
      ...place(next),
      width: within(next.width, 0.0001, 1),
      height: within(next.height, 0.0001, 64),
      ...(point && { point: place(point) }),
    };
    if (!say(JSON.stringify({ lead }))) {
      timer = setTimeout(tell, LATER_MS);
      return;
    }
    saidAt = at;
    pointed = false;
    if (next === sight) {
      if (moved) sightAt = at;
      told = sight;
      moved = false;
    }
    timer = setTimeout(tell, Math.max(0, due() - at));
  };

  return {
    see(next) {
      sight = next;
      moved = true;
      tell();
    },
    point(next) {
      point = next;
      pointed = true;
      tell();
    },
    close() {
      closed = true;
      clearTimeout(timer);
    },
  };
}
