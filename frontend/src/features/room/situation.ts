// Where a meeting stands for one of its attendees: pure reading of the view.
import type { LiveNotice, MeetingView, Mine } from "../../live/frame";

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

/** The first item not yet dealt with. */
export function nextItem({ agenda }: MeetingView): string | undefined {
  return agenda.order.find((id) => agenda.items[id]?.state === "pending");
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
