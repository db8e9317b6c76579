// What those who run the meeting do with a vote: put the question, close it. Each sent once however often it is pressed.
import { api } from "../../api/client";
import { useAct } from "../meeting/useAct";

export type MotionDeed =
  | { do: "put"; item: string; question: string; minutes?: number }
  | { do: "close"; motion: string };

export function useMotionActs(meeting: string) {
  const { act, doing, refusal, forget } = useAct((deed: MotionDeed, headers) => {
    if (deed.do === "put") {
      return api.POST("/api/meetings/{meeting_id}/motions", {
        params: { path: { meeting_id: meeting } },
        headers,
        body: {
          item_id: deed.item,
          question: deed.question,
          ...(deed.minutes !== undefined && { minutes: deed.minutes }),
        },
      });
    }
    return api.POST("/api/meetings/{meeting_id}/motions/{motion_id}/close", {
      params: { path: { meeting_id: meeting, motion_id: deed.motion } },
      headers,
    });
  });
  return {
    act(deed: MotionDeed, after?: () => void) {
      if (doing?.do !== deed.do) act(deed, after);
    },
    doing: doing?.do,
    refusal,
    forget,
  };
}
