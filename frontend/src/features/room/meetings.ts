// Sorts a person's meetings: the one to go to now, those to come, those that are over.
import type { Schemas } from "../../api/client";
import { day } from "../../i18n/time";

export type Summary = Schemas["MeetingSummary"];

export interface Meetings {
  /** Running, or the next to begin. */
  lead?: Summary;
  later: Summary[];
  past: Summary[];
}

export function sortMeetings(all: Summary[], now: string): Meetings {
  const byStart = [...all].sort((a, b) => Date.parse(a.starts_at) - Date.parse(b.starts_at));
  const running = byStart.filter(({ phase }) => phase === "open" || phase === "paused");
  // One that was never opened is over with its day: it may begin late, but not tomorrow.
  const coming = byStart.filter(
    ({ phase, starts_at }) => phase === "published" && day(starts_at) >= day(now),
  );
  const [lead, ...later] = [...running, ...coming];
  const open = new Set([...running, ...coming]);
  const past = byStart.filter((meeting) => !open.has(meeting) && meeting.phase !== "draft").reverse();
  return { lead, later, past };
}
