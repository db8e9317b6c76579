// What the chair and the wall say about time: pure arithmetic on what the server counts, never a decision.
import type { Item, MeetingView } from "../../live/frame";
import { elapsed } from "../meeting/elapsed";

type Agenda = MeetingView["agenda"];

export const MINUTE = 60_000;

export interface Remaining {
  /** Left of the plan or, when `over`, spent beyond it; never negative. */
  ms: number;
  over: boolean;
}

export function remaining(item: Item, now: number): Remaining {
  const left = item.planned_minutes * MINUTE - elapsed(item, now);
  // Within the last second both readings are 00:00: nobody is over time before a whole second has passed.
  return left > -1_000 ? { ms: Math.max(0, left), over: false } : { ms: -left, over: true };
}

/** How much of the plan is used, 0 to 1. */
export function used(item: Item, now: number): number {
  return Math.min(1, elapsed(item, now) / Math.max(MINUTE, item.planned_minutes * MINUTE));
}

export function plannedEnd(item: Item): number {
  return Date.parse(item.planned_start) + item.planned_minutes * MINUTE;
}

export interface Lateness {
  when: "onTime" | "late" | "early";
  minutes: number;
}

/** In whole minutes: a meeting that ends half a minute late ends on time. */
export function lateness(predicted: number, planned: number): Lateness {
  const minutes = Math.round((predicted - planned) / MINUTE);
  if (minutes === 0) return { when: "onTime", minutes: 0 };
  return minutes > 0 ? { when: "late", minutes } : { when: "early", minutes: -minutes };
}

/** The item before (-1) or after (1) this one in the order shown. */
export function neighbour(agenda: Agenda, id: string | undefined, step: -1 | 1): string | undefined {
  const here = id === undefined ? -1 : agenda.order.indexOf(id);
  return here < 0 ? undefined : agenda.order[here + step];
}

export interface Spent {
  id: string;
  item: Item;
  plannedMs: number;
  spentMs: number;
}

/** What each item was given and what it took, in order. */
export function spentByItem(agenda: Agenda, now: number): Spent[] {
  return agenda.order.flatMap((id) => {
    const item = agenda.items[id];
    if (!item) return [];
    return [{ id, item, plannedMs: item.planned_minutes * MINUTE, spentMs: elapsed(item, now) }];
  });
}
