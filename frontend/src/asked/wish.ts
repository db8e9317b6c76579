// What somebody may ask for from their seat, and be asked about where nobody hears it.
import type { Schemas } from "../api/client";

export type Wish =
  | { do: "check_in" }
  | { do: "call"; what: Schemas["CallView"]["kind"] }
  | { do: "withdraw_call"; what: Schemas["CallView"]["kind"]; call: string };

/** Whether it was meant for the item under discussion: once the meeting has gone on, nobody sends it unasked. */
export const isForItem = (wish: Wish): boolean => wish.do === "call";

/** Two taps, one wish. */
export const sameWish = (a: Wish, b: Wish): boolean =>
  a.do === b.do && ("what" in a ? a.what : "") === ("what" in b ? b.what : "");
