// One hand a person on this tablet: their store, and what waits to be sent.
import { browserStore } from "./browserStore";
import { wire } from "./serverWire";
import type { InkStore } from "./store";
import { openSync, type Sync } from "./sync";

export interface Book {
  store: InkStore;
  sync: Sync;
}

let store: Promise<InkStore> | undefined;
let kept: { account: string; book: Promise<Book> } | undefined;

function theStore(): Promise<InkStore> {
  store ??= browserStore();
  return store;
}

/** Opened once for whoever is signed in; another person's is closed then. */
export function bookOf(account: string): Promise<Book> {
  if (kept?.account === account) return kept.book;
  void kept?.book.then(({ sync }) => sync.close());
  const book = theStore().then((store) => ({ store, sync: openSync(account, store, wire) }));
  kept = { account, book };
  return book;
}

/**
 * Takes off this tablet what the server has of every hand but one; of none where nobody is named. What still waits to be sent is the
 * only copy there is: it stays, sealed, for its writer's return.
 */
export async function forgetHands(but?: string): Promise<void> {
  // What is on its way to this tablet would come after it was emptied.
  const open = kept;
  if (open && open.account !== but) {
    kept = undefined;
    (await open.book).sync.close();
  }
  const store = await theStore();
  for (const account of await store.accounts()) if (account !== but) await store.forget(account);
}
