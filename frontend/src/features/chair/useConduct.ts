// The acts that run a session: one at a time, each sent once, refused in the server's own words.
import { useCallback, useRef } from "react";
import { api } from "../../api/client";
import { useAct } from "../meeting/useAct";

export type Deed = { do: "open" | "pause" | "resume" | "close" | "check_in" } | { do: "advance"; to: string };

/** Worn clickers press twice: two presses this close together are one. */
const BOUNCE_MS = 300;

export function useConduct(meeting: string) {
  const { act, busy, refusal, forget } = useAct((deed: Deed, headers) => {
    const rest = { params: { path: { meeting_id: meeting } }, headers };
    switch (deed.do) {
      case "open":
        return api.POST("/api/meetings/{meeting_id}/session/open", rest);
      case "pause":
        return api.POST("/api/meetings/{meeting_id}/session/pause", rest);
      case "resume":
        return api.POST("/api/meetings/{meeting_id}/session/resume", rest);
      case "close":
        return api.POST("/api/meetings/{meeting_id}/session/close", rest);
      case "check_in":
        return api.POST("/api/meetings/{meeting_id}/attendance", rest);
      case "advance":
        return api.POST("/api/meetings/{meeting_id}/session/advance", { ...rest, body: { to: deed.to } });
    }
  });
  const pressedAt = useRef(Number.NEGATIVE_INFINITY);
  const conduct = useCallback(
    (deed: Deed, after?: () => void) => {
      const now = performance.now();
      if (busy || now - pressedAt.current < BOUNCE_MS) return;
      pressedAt.current = now;
      act(deed, after);
    },
    [act, busy],
  );
  // Chair and secretary pressed the same button together: what both wanted has happened.
  const shown = refusal?.code === "already_current" ? null : refusal;
  return { conduct, busy, refusal: shown, forget };
}
