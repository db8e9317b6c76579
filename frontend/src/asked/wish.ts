// What somebody may ask for from their seat, and be asked about where nobody hears it.
import type { Schemas } from "../api/client";

export type Wish =
  | { do: "check_in" }
  | { do: "call"; what: Schemas["CallView"]["kind"] }
  | { do: "withdraw_call"; what: Schemas["CallView"]["kind"]; call: string }
  | { do: "ask_floor" }
  | { do: "withdraw_floor" }
  | { do: "cast_ballot"; motion: string; choice: Schemas["Choice"] };

/** Whether it was meant for the item under discussion: once the meeting has gone on, nobody sends it unasked. */
export const isForItem = (wish: Wish): boolean => wish.do === "call" || wish.do === "ask_floor";

/** Whether it is another wish at another item: what was tried before, and may have been heard, was not this one. */
export const isOfItem = (wish: Wish): boolean => wish.do === "ask_floor";

/** What one may wish for once: a kind of service, a ballot in one vote. */
const object = (wish: Wish): string => ("what" in wish ? wish.what : "motion" in wish ? wish.motion : "");

/** Two taps, one wish. */
export const sameWish = (a: Wish, b: Wish): boolean => a.do === b.do && object(a) === object(b);
