// A hand kept in IndexedDB: what was written survives a reload, a crash and a day without network.
import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import { memoryStore } from "./memoryStore";
import { inOrder, type LogKey, logName, type Op } from "./op";
import type { InkStore, Unsent } from "./store";

interface OpRow {
  log: string;
  id: string;
  op: Op;
  /** The account while the server has not got it; absent afterwards, so that the index holds only what waits. */
  waits?: string;
}

interface Schema extends DBSchema {
  logs: { key: string; value: LogKey & { log: string; head: number }; indexes: { account: string } };
  ops: { key: [string, string]; value: OpRow; indexes: { waits: string } };
}

const NAME = "nghisu-hand";

/** Where the browser keeps nothing (a private window, a full disk), what is written lasts as long as the page. */
export async function browserStore(): Promise<InkStore> {
  try {
    const db = await openDB<Schema>(NAME, 1, {
      upgrade(fresh) {
        fresh.createObjectStore("logs", { keyPath: "log" }).createIndex("account", "account");
        fresh.createObjectStore("ops", { keyPath: ["log", "id"] }).createIndex("waits", "waits");
      },
    });
    return over(db);
  } catch {
    return memoryStore();
  }
}

function over(db: IDBPDatabase<Schema>): InkStore {
  /** On the disk before it counts: a tablet that loses its power loses no word. */
  const writing = () => db.transaction(["logs", "ops"], "readwrite", { durability: "strict" });
  const all = (log: string) => IDBKeyRange.bound([log], [log, []]);
  return {
    lasting: true,
    async load(key) {
      const log = logName(key);
      const reading = db.transaction(["logs", "ops"]);
      const [row, ops] = await Promise.all([
        reading.objectStore("logs").get(log),
        // By id, and ids sort by when they were made.
        reading.objectStore("ops").getAll(all(log)),
      ]);
      return {
        head: row?.head ?? 0,
        ops: ops.map(({ op, waits }) => ({ op, sent: waits === undefined })),
      };
    },
    async write(key, ops) {
      const log = logName(key);
      const transaction = writing();
      const [logs, rows] = [transaction.objectStore("logs"), transaction.objectStore("ops")];
      if (!(await logs.get(log))) await logs.put({ ...key, log, head: 0 });
      for (const op of ops) {
        if (!(await rows.get([log, op.id]))) await rows.put({ log, id: op.id, op, waits: key.account });
      }
      await transaction.done;
    },
    async receive(key, ops, head) {
      const log = logName(key);
      const transaction = writing();
      const [logs, rows] = [transaction.objectStore("logs"), transaction.objectStore("ops")];
      const before = await logs.get(log);
      await logs.put({ ...key, log, head: Math.max(head, before?.head ?? 0) });
      for (const { number: _, ...op } of ops) await rows.put({ log, id: op.id, op });
      await transaction.done;
    },
    async settle(key, ids) {
      const log = logName(key);
      const transaction = writing();
      const rows = transaction.objectStore("ops");
      for (const id of ids) {
        const row = await rows.get([log, id]);
        if (row) await rows.put({ log, id, op: row.op });
      }
      await transaction.done;
    },
    async unsent(account) {
      const reading = db.transaction(["logs", "ops"]);
      const rows = await reading.objectStore("ops").index("waits").getAll(account);
      const found = new Map<string, Unsent>();
      for (const { log, op } of rows) {
        const known = found.get(log);
        if (known) known.ops.push(op);
        else {
          const key = await reading.objectStore("logs").get(log);
          if (key) {
            const { account, meeting, paper, hash } = key;
            found.set(log, { log: { account, meeting, paper, hash }, ops: [op] });
          }
        }
      }
      const unsent = [...found.values()];
      for (const { ops } of unsent) ops.sort(inOrder);
      return unsent.sort((a, b) => ((a.ops[0]?.id ?? "") < (b.ops[0]?.id ?? "") ? -1 : 1));
    },
    async forget(account) {
      const transaction = writing();
      const [logs, rows] = [transaction.objectStore("logs"), transaction.objectStore("ops")];
      for (const row of await logs.index("account").getAll(account)) {
        let waiting = 0;
        for (const op of await rows.getAll(all(row.log))) {
          if (op.waits === undefined) await rows.delete([row.log, op.id]);
          else waiting += 1;
        }
        if (waiting === 0) await logs.delete(row.log);
        else await logs.put({ ...row, head: 0 });
      }
      await transaction.done;
    },
  };
}
