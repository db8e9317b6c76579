// What an earlier version of the app left on the disk as it was written: sealed once, then its database goes.
import { type DBSchema, deleteDB, openDB } from "idb";
import type { LogKey, Op } from "./op";
import type { InkStore } from "./store";

interface Former extends DBSchema {
  logs: { key: string; value: LogKey & { log: string; head: number } };
  ops: { key: [string, string]; value: { log: string; op: Op; waits?: string } };
}

const NAME = "nghisu-hand";

/** Done when it is carried over, or when another page of the earlier version still writes there: then it is done once that is closed. */
export function carryOver(store: InkStore): Promise<void> {
  return new Promise((resolve) => {
    // What could not be carried over stays where it is until the next start.
    carry(store, resolve).then(resolve, () => resolve());
  });
}

async function carry(store: InkStore, blocked: () => void): Promise<void> {
  // Firefox before 126 cannot list them: there it is opened to be looked into.
  const all = await indexedDB.databases?.();
  if (all && !all.some(({ name }) => name === NAME)) return;
  // A version no page of the earlier app can open: what is carried over here is all there will ever be.
  const former = await openDB<Former>(NAME, 2, { blocked });
  try {
    if (former.objectStoreNames.contains("ops")) {
      for (const { log, head, account, meeting, paper, hash } of await former.getAll("logs")) {
        const rows = await former.getAll("ops", IDBKeyRange.bound([log], [log, []]));
        const key = { account, meeting, paper, hash };
        // What waits first: ids are kept once, so doing it twice does nothing more.
        await store.write(
          key,
          rows.filter(({ waits }) => waits !== undefined).map(({ op }) => op),
        );
        const sent = rows.filter(({ waits }) => waits === undefined);
        await store.receive(
          key,
          sent.map(({ op }) => ({ ...op, number: 0 })),
          head,
        );
      }
    }
  } finally {
    former.close();
  }
  await deleteDB(NAME);
}
