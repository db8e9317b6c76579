// What was asked for while nobody could hear it, for the screens of a meeting.
import { useSyncExternalStore } from "react";
import { intention } from "../../api/client";
import type { Asked } from "../../asked/outbox";
import { outboxOf } from "../../asked/outboxes";
import { sameWish, type Wish } from "../../asked/wish";
import { useSession } from "../signin/session";

export interface AskedHere {
  asked: readonly Asked[];
  /** What is kept survives the page. */
  lasting: boolean;
  /** What became of this wish, while it has not reached anybody. */
  of(wish: Wish): Asked | undefined;
  /** It did not reach anybody; under the key it was tried with, if it was. */
  offer(wish: Wish, item: string | undefined, key?: string): void;
  /** It did not reach anybody, and is kept as its asker was told. */
  hold(wish: Wish, item: string | undefined, key?: string): void;
  keep(key: string, item: string | undefined): void;
  drop(key: string): void;
  reached(item: string | undefined): void;
}

export function useAsked(meeting: string): AskedHere {
  const { account_id: account } = useSession();
  const outbox = outboxOf(meeting, account);
  const { asked, lasting } = useSyncExternalStore(outbox.subscribe, outbox.getSnapshot);
  return {
    asked,
    lasting,
    of: (wish) => asked.find((one) => sameWish(one.wish, wish)),
    offer: (wish, item, key) => outbox.offer(wish, key ?? intention()["Idempotency-Key"], item),
    hold: (wish, item, key) => void outbox.hold(wish, key ?? intention()["Idempotency-Key"], item),
    keep: (key, item) => void outbox.keep(key, item, intention()["Idempotency-Key"]),
    drop: (key) => void outbox.drop(key),
    reached: (item) => void outbox.reached(item),
  };
}
