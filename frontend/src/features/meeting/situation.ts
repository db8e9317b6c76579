// Where a meeting stands for one of its attendees: pure reading of the view.

import type { LiveNotice, MeetingView, Mine } from "../../live/frame";
import { predictedEnd } from "./elapsed";

export type Item = MeetingView["agenda"]["items"][string];
export type Paper = MeetingView["papers"][string];

export const running = (view: MeetingView) => view.phase === "open" || view.phase === "paused";

export function me(view: MeetingView, mine: Mine) {
  return mine.attendee_id ? view.attendees.people[mine.attendee_id] : undefined;
}

export function chairOf(view: MeetingView) {
  return view.attendees.order.map((id) => view.attendees.people[id]).find((one) => one?.role === "chair");
}

/**
 * What the room does while none of my items is dealt with: `wait` for the next one, or be `thanked` after the last.
 * Guests see only their items, invited people all but the members' own.
 */
export function standing(view: MeetingView): "mine" | "wait" | "thanks" {
  const { current, items, order } = view.agenda;
  if (!running(view) || (current && items[current])) return "mine";
  return order.some((id) => items[id]?.state === "pending") ? "wait" : "thanks";
}

/** The next item to be dealt with: after the current one, or the first that is left. */
export function nextItem({ agenda }: MeetingView): string | undefined {
  const { order, items, current } = agenda;
  const pending = (id: string) => items[id]?.state === "pending";
  const here = current ? order.indexOf(current) : -1;
  return order.slice(here + 1).find(pending) ?? order.find(pending);
}

/** Left aside: the meeting has gone past it. */
export function skipped({ agenda }: MeetingView, id: string): boolean {
  const { order, items, current } = agenda;
  return (
    items[id]?.state === "pending" && current !== undefined && order.indexOf(id) < order.indexOf(current)
  );
}

/**
 * When an item will begin if what is left before it takes its planned time. Those who do not see the whole agenda get
 * the plan: what lies between is not theirs to add up.
 */
export function expectedStart({ agenda, phase, audience }: MeetingView, id: string, now: number): number {
  const planned = Date.parse(agenda.items[id]?.planned_start ?? "");
  const whole = audience === "member" || audience === "chair" || audience === "secretary";
  if (!whole || phase === "published" || !agenda.current) return planned;
  const before = agenda.order.slice(agenda.order.indexOf(agenda.current), agenda.order.indexOf(id));
  return predictedEnd({ ...agenda, order: before }, now);
}

/** The item on screen: the one looked at, else the current one, else the one to come, else the last. */
export function shownItem(view: MeetingView, selected: string | undefined): string | undefined {
  const { agenda } = view;
  if (selected && agenda.items[selected]) return selected;
  if (agenda.current && agenda.items[agenda.current]) return agenda.current;
  return nextItem(view) ?? agenda.order.at(-1);
}

/** The papers of an item that may be read, in order. */
export function papersOf(view: MeetingView, item: Item): { id: string; paper: Paper }[] {
  return item.papers.flatMap((id) => {
    const paper = view.papers[id];
    return paper ? [{ id, paper }] : [];
  });
}

const TOLD = new Set<LiveNotice["kind"]>([
  "paper_attached",
  "paper_replaced",
  "paper_withdrawn",
  "agenda_item_added",
  "agenda_item_edited",
  "agenda_item_moved",
  "agenda_item_removed",
  "meeting_edited",
]);

/** Notices an attendee is told of: the others are in the picture itself. */
export const told = <N extends LiveNotice>(notices: readonly N[]) =>
  notices.filter(({ kind }) => TOLD.has(kind));
