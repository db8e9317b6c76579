// The arithmetic of a meeting's clocks, from what the server counts.
import type { Item, MeetingView } from "../../live/frame";

/** Milliseconds this item has taken, the running stretch included. */
export function elapsed(item: Item, now: number): number {
  const running = item.running_since ? Math.max(0, now - Date.parse(item.running_since)) : 0;
  return item.spent_ms + running;
}

/** When the whole meeting will end if every open item takes what was planned for it. */
export function predictedEnd(agenda: MeetingView["agenda"], now: number): number {
  let left = 0;
  for (const id of agenda.order) {
    const item = agenda.items[id];
    if (!item || item.state === "done") continue;
    const planned = item.planned_minutes * 60_000;
    left += item.state === "current" ? Math.max(0, planned - elapsed(item, now)) : planned;
  }
  return now + left;
}
