// Proves that what is kept of a hand cannot be read on the disk, that its key goes with the last of it, and that nothing gets lost between.
import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { openDB } from "idb";
import { beforeEach, expect, it } from "vitest";
import { browserStore } from "./browserStore";
import { newId } from "./id";
import type { LogKey, Op } from "./op";

const log: LogKey = { account: "a", meeting: "m", paper: "p", hash: "h" };
const WORDS = "Đề nghị xem lại khoản 3";
const note = (text = WORDS): Op => ({ id: newId(), page: 2, kind: "note", points: [10, 20], text });

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

const latin = (bytes: AllowSharedBufferSource) => new TextDecoder("latin1").decode(bytes);

/** Everything in a database, as a thief would read it. */
async function stored(name: string): Promise<string> {
  const db = await openDB(name);
  const found: string[] = [];
  for (const store of db.objectStoreNames) {
    for (const value of await db.getAll(store)) {
      found.push(
        JSON.stringify(value, (_, part) =>
          part instanceof ArrayBuffer || part instanceof Uint8Array ? latin(part) : part,
        ),
      );
    }
  }
  db.close();
  return found.join("\n");
}
const count = async (store: "ops" | "keys" | "logs") => {
  const db = await openDB("nghisu-ink");
  const all = await db.count(store);
  db.close();
  return all;
};

it("keeps what was written so that nobody reads it there, and reads it itself", async () => {
  const store = await browserStore();
  const [one, two] = [note(), note("thứ hai")];
  await store.write(log, [one]);
  await store.receive(log, [{ ...two, number: 7 }], 7);
  const disk = await stored("nghisu-ink");
  expect(disk).toContain(one.id);
  for (const words of [WORDS, "thứ hai", '"text"', "note"]) expect(disk).not.toContain(words);
  expect(disk).not.toContain(latin(new TextEncoder().encode(WORDS)));
  const again = await browserStore();
  expect(await again.load(log)).toEqual({
    head: 7,
    ops: [
      { op: one, sent: false },
      { op: two, sent: true },
    ],
  });
  expect(await again.unsent("a")).toEqual([{ log, ops: [one] }]);
  expect([await again.waiting("a"), await again.waiting("b"), await again.head(log)]).toEqual([1, 0, 7]);
  expect(await again.logs("a")).toEqual([log]);
});

it("opens nothing that was moved, changed, or sealed for somebody else", async () => {
  const store = await browserStore();
  const [one, two] = [note("một"), note("hai")];
  await store.receive(
    log,
    [one, two].map((op, at) => ({ ...op, number: at + 1 })),
    2,
  );
  const db = await openDB("nghisu-ink");
  const [first, second] = await db.getAll("ops");
  await db.put("ops", { ...first, data: second.data, iv: second.iv });
  db.close();
  // What the server has is asked of it again.
  expect(await store.load(log)).toEqual({ head: 0, ops: [{ op: two, sent: true }] });
  expect(await store.head(log)).toBe(0);
});

it("lets the key go with the last of what the server has, and not before", async () => {
  const store = await browserStore();
  const [sent, waits] = [note("đã gửi"), note("chưa gửi")];
  await store.write(log, [sent, waits]);
  await store.settle(log, [sent.id]);
  await store.write({ ...log, account: "b" }, [note()]);
  await store.forget("a");
  expect((await store.load(log)).ops).toEqual([{ op: waits, sent: false }]);
  expect(await count("keys")).toBe(2);
  await store.settle(log, [waits.id]);
  await store.forget("a");
  expect([await count("keys"), await count("ops"), await count("logs")]).toEqual([1, 1, 1]);
  expect(await store.accounts()).toEqual(["b"]);
});

it("lets go of one log of what the server has, and keeps what it has not", async () => {
  const store = await browserStore();
  const [sent, waits, other] = [note(), note(), note()];
  await store.write(log, [sent, waits]);
  await store.settle(log, [sent.id]);
  await store.receive({ ...log, paper: "q" }, [{ ...other, number: 3 }], 3);
  await store.release(log);
  expect(await store.load(log)).toEqual({ head: 0, ops: [{ op: waits, sent: false }] });
  expect((await store.load({ ...log, paper: "q" })).ops).toHaveLength(1);
  await store.settle(log, [waits.id]);
  await store.release(log);
  expect((await store.logs("a")).map(({ paper }) => paper)).toEqual(["q"]);
});

it("loses nothing when another page forgets the key, or makes another, in the middle of writing", async () => {
  const [one, two] = [await browserStore(), await browserStore()];
  await one.write(log, [note("trước")]);
  await one.settle(
    log,
    (await one.load(log)).ops.map(({ op }) => op.id),
  );
  await two.forget("a");
  // Its key is gone from the disk; what it writes now must open all the same.
  await one.write(log, [note("sau")]);
  const three = await browserStore();
  expect((await three.load(log)).ops.map(({ op }) => op.text)).toEqual(["sau"]);
  // And where a third has made another key meanwhile, it is that one that counts.
  await three.settle(
    log,
    (await three.load(log)).ops.map(({ op }) => op.id),
  );
  await three.forget("a");
  await two.write(log, [note("khóa khác")]);
  await one.write(log, [note("cùng lúc")]);
  const four = await browserStore();
  expect((await four.load(log)).ops.map(({ op }) => op.text)).toEqual(["khóa khác", "cùng lúc"]);
  expect(await count("keys")).toBe(1);
});

it("keeps nothing of what comes after its writer has been forgotten", async () => {
  const [one, two] = [await browserStore(), await browserStore()];
  await one.receive(log, [{ ...note(), number: 1 }], 1);
  await two.forget("a");
  await expect(one.receive(log, [{ ...note(), number: 2 }], 2)).rejects.toThrow("forgotten");
  expect([await count("keys"), await count("ops"), await count("logs")]).toEqual([0, 0, 0]);
  // Signed in again, all of it is brought anew.
  expect(await one.head(log)).toBe(0);
  await one.receive(log, [{ ...note("lại"), number: 2 }], 2);
  expect((await one.load(log)).ops.map(({ op }) => op.text)).toEqual(["lại"]);
});

it("carries over once what an earlier version left plain, and takes that away", async () => {
  const former = await openDB("nghisu-hand", 1, {
    upgrade(fresh) {
      fresh.createObjectStore("logs", { keyPath: "log" });
      fresh.createObjectStore("ops", { keyPath: ["log", "id"] });
    },
  });
  const [sent, waits] = [note("đã gửi"), note("chưa gửi")];
  const name = "a/p/h";
  await former.put("logs", { ...log, log: name, head: 4 });
  await former.put("ops", { log: name, id: sent.id, op: sent });
  await former.put("ops", { log: name, id: waits.id, op: waits, waits: "a" });
  // A page of the earlier version is still open: nothing waits for it.
  const store = await browserStore();
  expect(await store.waiting("a")).toBe(0);
  former.close();
  await expect
    .poll(async () => (await indexedDB.databases()).map(({ name }) => name))
    .toEqual(["nghisu-ink"]);
  expect(await store.load(log)).toEqual({
    head: 4,
    ops: [
      { op: sent, sent: true },
      { op: waits, sent: false },
    ],
  });
  expect(await stored("nghisu-ink")).not.toContain("gửi");
  expect((await (await browserStore()).load(log)).ops).toHaveLength(2);
});

it("opens two thousand strokes in the time a page takes to appear", async () => {
  const store = await browserStore();
  const points = Array.from({ length: 400 }, (_, at) => at / 3);
  const strokes = Array.from({ length: 2_000 }, (): Op => ({ ...note(), kind: "stroke", points }));
  await store.receive(
    log,
    strokes.map((op, at) => ({ ...op, number: at + 1 })),
    2_000,
  );
  const begun = performance.now();
  expect((await store.load(log)).ops).toHaveLength(2_000);
  expect(performance.now() - begun).toBeLessThan(5_000);
});
