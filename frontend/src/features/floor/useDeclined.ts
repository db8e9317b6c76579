// That one was taken out of the queue: said until its reader has touched it, also over a reload.
import { useState } from "react";
import type { MeetingView, Mine } from "../../live/frame";

const KEY = "nghisu.floor.declined";

function known(): string | null {
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    return null;
  }
}

export function useDeclined(view: MeetingView, { attendee_id: own }: Mine) {
  const [understood, setUnderstood] = useState(known);
  const number = own === undefined ? undefined : view.floor?.declined?.[own];
  const word = `${view.meeting_id}/${number}`;
  return {
    declined: number !== undefined && word !== understood,
    understood() {
      setUnderstood(word);
      try {
        sessionStorage.setItem(KEY, word);
      } catch {
        // Without storage it is said once more after a reload.
      }
    },
  };
}
