// The acts of the floor: each sent once however often it is pressed, refused in the server's own words.
import { api } from "../../api/client";
import type { Refusal } from "../../api/problem";
import { isUnreachable } from "../../vault/offline";
import { useAct } from "../meeting/useAct";

export type FloorDeed =
  | { do: "ask"; item: string }
  | { do: "withdraw" }
  | { do: "decline"; whom: string }
  | { do: "give"; to: string }
  | { do: "end"; whose: string };

export function useFloorActs(meeting: string) {
  const { act, doing, refusal, forget } = useAct((deed: FloorDeed, headers) => {
    const path = { meeting_id: meeting };
    switch (deed.do) {
      case "ask":
        return api.PUT("/api/meetings/{meeting_id}/floor/request", {
          params: { path },
          headers,
          body: { item_id: deed.item },
        });
      case "withdraw":
        return api.DELETE("/api/meetings/{meeting_id}/floor/request", { params: { path }, headers });
      case "decline":
        return api.DELETE("/api/meetings/{meeting_id}/floor/request/{attendee_id}", {
          params: { path: { ...path, attendee_id: deed.whom } },
          headers,
        });
      case "give":
        return api.PUT("/api/meetings/{meeting_id}/floor/speaker/{attendee_id}", {
          params: { path: { ...path, attendee_id: deed.to } },
          headers,
        });
      case "end":
        return api.DELETE("/api/meetings/{meeting_id}/floor/speaker/{attendee_id}", {
          params: { path: { ...path, attendee_id: deed.whose } },
          headers,
        });
    }
  });
  return {
    /** `unheard`: what is to become of a deed that reached nobody, and the key it was tried with. */
    act(deed: FloorDeed, after?: () => void, unheard?: (key: string) => void) {
      if (doing?.do === deed.do) return;
      act(deed, after, (refusal: Refusal, key) => {
        if (!unheard || !isUnreachable(refusal)) return;
        forget();
        unheard(key);
      });
    },
    doing: doing?.do,
    refusal,
    forget,
  };
}
