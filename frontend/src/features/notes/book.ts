// One's own hand as screens see it: what lies in the hand, and what waits to be sent.
import { useEffect, useSyncExternalStore } from "react";
import type { Book } from "../../ink/book";
import { type Kit, type KitBox, openKit } from "../../ink/kit";
import type { SyncState } from "../../ink/sync";
import { usePicture } from "../../live/live.react";

export const kit: KitBox = openKit();

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
