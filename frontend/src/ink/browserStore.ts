// A hand kept in IndexedDB, sealed: what was written survives a reload, a crash and a day without network, and cannot be read there.
import { type IDBPDatabase, openDB } from "idb";
import { carryOver } from "./carryOver";
import { memoryStore } from "./memoryStore";
import { inOrder, type LogKey, logName, type Op } from "./op";
import { type InkSchema, type OpRow, openKeys, openOp, sealOp } from "./sealed";
import type { InkStore, Unsent } from "./store";

const NAME = "nghisu-ink";

/** Where the browser keeps nothing (a private window, a full disk) or seals nothing, what is written lasts as long as the page. */
export async function browserStore(): Promise<InkStore> {
  if (!globalThis.crypto?.subtle) return memoryStore();
  try {
    const db = await openDB<InkSchema>(NAME, 1, {
      upgrade(fresh) {
        fresh.createObjectStore("logs", { keyPath: "log" }).createIndex("account", "account");
        fresh.createObjectStore("ops", { keyPath: ["log", "id"] }).createIndex("waits", "waits");
        fresh.createObjectStore("keys", { keyPath: "account" });
      },
    });
    const store = over(db);
    await carryOver(store);
    return store;
  } catch {
    return memoryStore();
  }
}

function over(db: IDBPDatabase<InkSchema>): InkStore {
  const keys = openKeys(db);
  /** What waits is asked for again and again until it is sent: it need not be unsealed each time. */
  const open = new Map<string, Op>();
  const nameOf = (log: string, id: string) => `${log}/${id}`;
  const ALL = ["logs", "ops", "keys"] as const;
  /** On the disk before it counts: a tablet that loses its power loses no word. */
  const writing = () => db.transaction(ALL, "readwrite", { durability: "strict" });
  type Writing = ReturnType<typeof writing>;
  const all = (log: string) => IDBKeyRange.bound([log], [log, []]);
  const known = ({ account, meeting, paper, hash }: LogKey): LogKey => ({ account, meeting, paper, hash });

  /**
   * Seals first, since a transaction does not wait for that; then puts the rows under the very key they were sealed with. Another
   * page may have forgotten it meanwhile, and made another: a row whose key is gone would be lost.
   */
  const sealing = async (
    key: LogKey,
    ops: readonly Op[],
    /** The only copy there is; what the server has is let go of with its key. */
    only: boolean,
    put: (rows: OpRow[], t: Writing) => Promise<unknown>,
  ) => {
    const log = logName(key);
    for (;;) {
      const own = await keys.own(key.account);
      const rows = await Promise.all(ops.map((op) => sealOp(own, log, op)));
      const transaction = writing();
      const there = await transaction.objectStore("keys").get(key.account);
      if (there && there.id !== own.id) {
        keys.learn(key.account, there);
        await transaction.done;
        continue;
      }
      if (!there && !only) {
        keys.learn(key.account, undefined);
        await transaction.done;
        throw new Error("forgotten while it came");
      }
      if (!there) await transaction.objectStore("keys").put(own);
      await put(rows, transaction);
      return transaction.done;
    }
  };

  /** Takes away what the server has of a log; whether something is left that it has not. */
  const sweep = async (transaction: Writing, row: InkSchema["logs"]["value"]): Promise<boolean> => {
    const [logs, rows] = [transaction.objectStore("logs"), transaction.objectStore("ops")];
    let waiting = 0;
    for (const op of await rows.getAll(all(row.log))) {
      if (op.waits === undefined) await rows.delete([row.log, op.id]);
      else waiting += 1;
    }
    if (waiting === 0) await logs.delete(row.log);
    else await logs.put({ ...row, head: 0 });
    return waiting > 0;
  };

  /** What the server has and cannot be read here is brought again. */
  const askAgain = async (log: string, unreadable: readonly OpRow[]) => {
    const transaction = writing();
    const row = await transaction.objectStore("logs").get(log);
    if (row) await transaction.objectStore("logs").put({ ...row, head: 0 });
    for (const { id } of unreadable) await transaction.objectStore("ops").delete([log, id]);
    await transaction.done;
  };

  return {
    lasting: true,
    head: async (key) => (await db.get("logs", logName(key)))?.head ?? 0,
    async load(key) {
      const log = logName(key);
      const reading = db.transaction(ALL);
      const [row, rows, own] = await Promise.all([
        reading.objectStore("logs").get(log),
        // By id, and ids sort by when they were made.
        reading.objectStore("ops").getAll(all(log)),
        reading.objectStore("keys").get(key.account),
      ]);
      const ops = await Promise.all(rows.map((row) => openOp(own, row)));
      const unreadable = rows.filter(({ waits }, at) => waits === undefined && !ops[at]);
      if (unreadable.length > 0) await askAgain(log, unreadable);
      return {
        head: unreadable.length > 0 ? 0 : (row?.head ?? 0),
        ops: rows.flatMap(({ waits }, at) => {
          const op = ops[at];
          return op ? [{ op, sent: waits === undefined }] : [];
        }),
      };
    },
    async write(key, ops) {
      const log = logName(key);
      await sealing(key, ops, true, async (sealed, transaction) => {
        const [logs, rows] = [transaction.objectStore("logs"), transaction.objectStore("ops")];
        if (!(await logs.get(log))) await logs.put({ ...known(key), log, head: 0 });
        for (const row of sealed) {
          if (!(await rows.getKey([log, row.id]))) await rows.put({ ...row, waits: key.account });
        }
      });
      for (const op of ops) open.set(nameOf(log, op.id), op);
    },
    async receive(key, ops, head) {
      const log = logName(key);
      const plain = ops.map(({ number: _, ...op }): Op => op);
      await sealing(key, plain, false, async (sealed, transaction) => {
        const [logs, rows] = [transaction.objectStore("logs"), transaction.objectStore("ops")];
        const before = await logs.get(log);
        await logs.put({ ...known(key), log, head: Math.max(head, before?.head ?? 0) });
        for (const row of sealed) await rows.put(row);
      });
      for (const { id } of ops) open.delete(nameOf(log, id));
    },
    async settle(key, ids) {
      const log = logName(key);
      const transaction = writing();
      const rows = transaction.objectStore("ops");
      for (const id of ids) {
        const { waits: _, ...row } = (await rows.get([log, id])) ?? {};
        if ("data" in row) await rows.put(row as OpRow);
      }
      await transaction.done;
      for (const id of ids) open.delete(nameOf(log, id));
    },
    async unsent(account) {
      const reading = db.transaction(ALL);
      const [rows, logs, own] = await Promise.all([
        reading.objectStore("ops").index("waits").getAll(account),
        reading.objectStore("logs").index("account").getAll(account),
        reading.objectStore("keys").get(account),
      ]);
      const found = new Map<string, Unsent>(
        logs.map((key) => [key.log, { log: known(key), ops: [] }] as const),
      );
      await Promise.all(
        rows.map(async (row) => {
          const name = nameOf(row.log, row.id);
          const op = open.get(name) ?? (await openOp(own, row));
          if (!op) return;
          open.set(name, op);
          found.get(row.log)?.ops.push(op);
        }),
      );
      const unsent = [...found.values()].filter(({ ops }) => ops.length > 0);
      for (const { ops } of unsent) ops.sort(inOrder);
      return unsent.sort((a, b) => ((a.ops[0]?.id ?? "") < (b.ops[0]?.id ?? "") ? -1 : 1));
    },
    waiting: (account) => db.countFromIndex("ops", "waits", account),
    logs: async (account) => (await db.getAllFromIndex("logs", "account", account)).map(known),
    accounts: async () => [...new Set((await db.getAll("logs")).map(({ account }) => account))],
    async release(key) {
      const transaction = writing();
      const row = await transaction.objectStore("logs").get(logName(key));
      if (row) await sweep(transaction, row);
      await transaction.done;
    },
    async forget(account) {
      const transaction = writing();
      let left = false;
      for (const row of await transaction.objectStore("logs").index("account").getAll(account)) {
        if (await sweep(transaction, row)) left = true;
      }
      if (!left) await transaction.objectStore("keys").delete(account);
      await transaction.done;
      if (!left) keys.learn(account, undefined);
    },
  };
}
