// How each of the things one may ask for is sent.
import { answer, api } from "../api/client";
import { Refusal } from "../api/problem";
import type { Wish } from "./wish";

/** No item: the server says where the meeting is instead. */
const NOWHERE = "00000000-0000-0000-0000-000000000000";

/** The key makes it happen once, however often it is sent. `item`: the one it is meant for. */
export async function deliver(meeting: string, wish: Wish, key: string, item?: string): Promise<void> {
  const headers = { "Idempotency-Key": key };
  const path = { meeting_id: meeting };
  if (wish.do === "check_in") {
    await answer(api.POST("/api/meetings/{meeting_id}/attendance", { params: { path }, headers }));
  } else if (wish.do === "call") {
    const body = { kind: wish.what };
    await answer(api.POST("/api/meetings/{meeting_id}/calls", { params: { path }, headers, body }));
  } else if (wish.do === "ask_floor") {
    const body = { item_id: item ?? NOWHERE };
    await answer(api.PUT("/api/meetings/{meeting_id}/floor/request", { params: { path }, headers, body }));
  } else if (wish.do === "cast_ballot") {
    const params = { path: { ...path, motion_id: wish.motion } };
    const body = { choice: wish.choice };
    await answer(api.PUT("/api/meetings/{meeting_id}/motions/{motion_id}/ballot", { params, headers, body }));
  } else if (wish.do === "withdraw_floor") {
    await answer(api.DELETE("/api/meetings/{meeting_id}/floor/request", { params: { path }, headers }));
  } else {
    const params = { path: { ...path, call_id: wish.call } };
    await answer(api.DELETE("/api/meetings/{meeting_id}/calls/{call_id}", { params })).catch((error) => {
      // Seen to meanwhile: nobody comes for it any more.
      if (!(error instanceof Refusal && error.status === 404)) throw error;
    });
  }
}
