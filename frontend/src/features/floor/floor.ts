// The floor as a screen reads it: who speaks and for how long, who waits after whom, and whose turn is mine.
import type { Schemas } from "../../api/client";
import type { MeetingView, Mine } from "../../live/frame";
import { me } from "../meeting/situation";

export type Speaker = Schemas["SpeakerView"];

/** Who waits, in their turn. */
export function queueOf(view: MeetingView): string[] {
  const waiting = Object.entries(view.floor?.waiting ?? {});
  return waiting.sort(([, a], [, b]) => a - b).map(([id]) => id);
}

export const speakerOf = (view: MeetingView): Speaker | undefined => view.floor?.speaker ?? undefined;

/** Milliseconds somebody has spoken; in a pause their clock stands. */
export function spoken({ spent_ms, running_since }: Speaker, now: number): number {
  return spent_ms + (running_since ? Math.max(0, now - Date.parse(running_since)) : 0);
}

export type Turn =
  | { is: "none" }
  /** The first in the queue has place 1. */
  | { is: "waiting"; place: number }
  | { is: "speaking"; speaker: Speaker };

export function turnOf(view: MeetingView, { attendee_id: own }: Mine): Turn {
  const speaker = speakerOf(view);
  if (!own) return { is: "none" };
  if (speaker?.attendee_id === own) return { is: "speaking", speaker };
  const place = queueOf(view).indexOf(own) + 1;
  return place > 0 ? { is: "waiting", place } : { is: "none" };
}

/** Whether the room's bar has the button: for whoever is here, and at the item that is dealt with. */
export function seesButton(view: MeetingView, mine: Mine): boolean {
  const { current, items } = view.agenda;
  const here =
    me(view, mine)?.present === true && current !== undefined && items[current ?? ""] !== undefined;
  return here && view.can.includes("ask_for_floor");
}
