// How each of the things one may ask for is sent.
import { answer, api } from "../api/client";
import { Refusal } from "../api/problem";
import type { Wish } from "./wish";

/** The key makes it happen once, however often it is sent. */
export async function deliver(meeting: string, wish: Wish, key: string): Promise<void> {
  const headers = { "Idempotency-Key": key };
  const path = { meeting_id: meeting };
  if (wish.do === "check_in") {
    await answer(api.POST("/api/meetings/{meeting_id}/attendance", { params: { path }, headers }));
  } else if (wish.do === "call") {
    const body = { kind: wish.what };
    await answer(api.POST("/api/meetings/{meeting_id}/calls", { params: { path }, headers, body }));
  } else {
    const params = { path: { ...path, call_id: wish.call } };
    await answer(api.DELETE("/api/meetings/{meeting_id}/calls/{call_id}", { params })).catch((error) => {
      // Seen to meanwhile: nobody comes for it any more.
      if (!(error instanceof Refusal && error.status === 404)) throw error;
    });
  }
}
