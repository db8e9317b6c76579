// One hand a person on this tablet: their store, what waits to be sent, and what lies in the hand.
import { useEffect, useSyncExternalStore } from "react";
import { browserStore } from "../../ink/browserStore";
import { type Kit, type KitBox, openKit } from "../../ink/kit";
import { wire } from "../../ink/serverWire";
import type { InkStore } from "../../ink/store";
import { openSync, type Sync, type SyncState } from "../../ink/sync";
import { usePicture } from "../../live/live.react";

export interface Book {
  store: InkStore;
  sync: Sync;
}

let kept: { account: string; book: Promise<Book> } | undefined;
export const kit: KitBox = openKit();

/** Opened once for whoever is signed in; another person's is closed then. */
export function bookOf(account: string): Promise<Book> {
  if (kept?.account === account) return kept.book;
  void kept?.book.then(({ sync }) => sync.close());
  const book = browserStore().then((store) => ({ store, sync: openSync(account, store, wire) }));
  kept = { account, book };
  return book;
}

/** Takes what the server has of this person's hand off this tablet; what still waits to be sent stays for their return. */
export async function forgetHand(account: string): Promise<void> {
  await (await bookOf(account)).store.forget(account);
}

export function useKit(): Kit {
  return useSyncExternalStore(kit.subscribe, kit.get);
}

const NOTHING: SyncState = { unsent: 0, waiting: false, fleeting: false };
const never = () => () => {};

export function useSync(book: Book | undefined): SyncState {
  return useSyncExternalStore(book?.sync.subscribe ?? never, () => book?.sync.state() ?? NOTHING);
}

/** The room's channel knows first that the line is back. */
export function useFlushOnReturn(book: Book | undefined) {
  const { connection } = usePicture();
  useEffect(() => {
    if (connection === "live") void book?.sync.flush();
  }, [connection, book]);
}
