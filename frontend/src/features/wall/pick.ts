// Which meeting a display shows, of those the server lets it see today: display arithmetic, nobody touches a wall.
import type { Schemas } from "../../api/client";

type Line = Pick<Schemas["MeetingSummary"], "meeting_id" | "phase" | "starts_at">;

/** How long "the session has ended" stays before the wall welcomes the next meeting. */
export const THANKS_MS = 10 * 60_000;

export interface Showing {
  meeting: string;
  /** When it was first missing from the list: a closed meeting leaves it. */
  goneAt?: number;
}

/** The one running (the one already shown, if several run), else the one just ended, else the next published. */
export function pick(list: readonly Line[], showing: Showing | undefined, now: number): Showing | undefined {
  const inOrder = [...list].sort((a, b) => Date.parse(a.starts_at) - Date.parse(b.starts_at));
  const running = inOrder.filter(({ phase }) => phase === "open" || phase === "paused");
  const here = running.find(({ meeting_id }) => meeting_id === showing?.meeting) ?? running[0];
  if (here) return keep(showing, here.meeting_id);
  if (
    showing &&
    !list.some(({ meeting_id, phase }) => meeting_id === showing.meeting && phase !== "closed")
  ) {
    const goneAt = showing.goneAt ?? now;
    if (now - goneAt < THANKS_MS) return showing.goneAt === goneAt ? showing : { ...showing, goneAt };
  }
  const next = inOrder.find(({ phase }) => phase === "published");
  return next && keep(showing, next.meeting_id);
}

function keep(showing: Showing | undefined, meeting: string): Showing {
  return showing?.meeting === meeting && showing.goneAt === undefined ? showing : { meeting };
}
