// One's own hand on the version that is open: brought from this tablet at once, from the server when it answers.
import { useEffect, useState } from "react";
import { type Book, bookOf } from "../../ink/book";
import { type Hand, openHand } from "../../ink/hand";
import { useFlushOnReturn } from "./book";

export interface OwnHand {
  hand: Hand;
  book: Book;
}

/** Another tablet of the same person may write meanwhile. */
const LOOK_MS = 20_000;

/** `keep`: a tablet may keep it; else what the server has of it leaves with the page. */
export function useHand(
  account: string,
  meeting: string,
  paper: string,
  hash: string,
  keep: boolean,
): OwnHand | undefined {
  const [own, setOwn] = useState<OwnHand>();
  useEffect(() => {
    let closed = false;
    let opened: Hand | undefined;
    const refresh = () => {
      if (document.visibilityState === "visible") void opened?.refresh();
    };
    void (async () => {
      const book = await bookOf(account);
      const hand = await openHand({ account, meeting, paper, hash }, book.store, book.sync);
      if (closed) return hand.close();
      opened = hand;
      setOwn({ hand, book });
      await hand.refresh();
    })();
    const timer = setInterval(refresh, LOOK_MS);
    document.addEventListener("visibilitychange", refresh);
    window.addEventListener("online", refresh);
    return () => {
      closed = true;
      clearInterval(timer);
      document.removeEventListener("visibilitychange", refresh);
      window.removeEventListener("online", refresh);
      opened?.close();
      setOwn(undefined);
      if (keep) return;
      void bookOf(account).then(({ store }) => store.release({ account, meeting, paper, hash }));
    };
  }, [account, meeting, paper, hash, keep]);
  useFlushOnReturn(own?.book);
  return own;
}

/** Draws anew whenever something was written or taken away. */
export function useHandChanges(hand: Hand | undefined): number {
  const [count, setCount] = useState(0);
  useEffect(() => hand?.subscribe(() => setCount((before) => before + 1)), [hand]);
  return count;
}
