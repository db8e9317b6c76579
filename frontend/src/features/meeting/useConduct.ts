// The acts that run a session: each sent once however it was pressed, refused in the server's own words.
import { useCallback, useRef } from "react";
import { api } from "../../api/client";
import { isUnreachable } from "../../vault/offline";
import { bounces, type Press } from "./bounce";
import { useAct } from "./useAct";

export type Deed = { do: "open" | "pause" | "resume" | "close" | "check_in" } | { do: "advance"; to: string };

/** `unreached`: what is to become of a deed nobody heard, and the key it was tried with; whoever says nothing is told of the failure. */
export function useConduct(meeting: string, unreached?: (deed: Deed, key: string) => boolean) {
  const { act, doing, refusal, forget } = useAct((deed: Deed, headers) => {
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
  const last = useRef<Press>(undefined);
  const underWay = doing?.do;
  const conduct = useCallback(
    (deed: Deed, after?: () => void) => {
      const press = { act: deed.do, at: performance.now() };
      if (underWay === deed.do || bounces(last.current, press)) return;
      last.current = press;
      act(deed, after, (refusal, key) => {
        if (isUnreachable(refusal) && unreached?.(deed, key)) forget();
      });
    },
    [act, underWay, unreached, forget],
  );
  // Chair and secretary pressed the same button together: what both wanted has happened.
  const shown = refusal?.code === "already_current" ? null : refusal;
  return { conduct, doing: underWay, refusal: shown, forget };
}
