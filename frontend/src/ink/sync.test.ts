// Proves that what was written reaches the server exactly once: over a cut, lost answers, a reload, and what it refuses.
import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { beforeEach, describe, expect, it } from "vitest";
import { browserStore } from "./browserStore";
import { openHand } from "./hand";
import { newId } from "./id";
import { memoryStore } from "./memoryStore";
import type { LogKey, NumberedOp, Op } from "./op";
import type { InkStore } from "./store";
import { batch, MOST_OPS, openSync, type World } from "./sync";
import { type Wire, WireFailure } from "./wire";

const log: LogKey = { account: "a", meeting: "m", paper: "p", hash: "h" };
const other: LogKey = { ...log, paper: "q" };
const stroke = (page = 1): Op => ({
  id: newId(),
  page,
  kind: "stroke",
  colour: "blue",
  width: 2,
  points: [1, 1, 0.5, 0, 9, 9, 0.5, 8],
});

/** A server that keeps each id once, as ours does, and may be cut off before or after it has kept something. */
function server() {
  const kept = new Map<string, NumberedOp[]>();
  const state = { cut: "no" as "no" | "before" | "after", requests: 0, lost: "", bad: new Set<string>() };
  const of = ({ paper }: LogKey) => kept.get(paper) ?? kept.set(paper, []).get(paper) ?? [];
  const wire: Wire = {
    async send(key, ops) {
      state.requests += 1;
      if (state.cut === "before") throw new WireFailure({ kind: "later" });
      if (key.paper === state.lost) throw new WireFailure({ kind: "lost" });
      if (ops.some(({ id }) => state.bad.has(id))) throw new WireFailure({ kind: "refused", words: "no" });
      const log = of(key);
      for (const op of ops) {
        if (!log.some(({ id }) => id === op.id)) log.push({ ...op, number: log.length + 1 });
      }
      if (state.cut === "after") throw new WireFailure({ kind: "later" });
    },
    async fetch(key, since) {
      if (state.cut !== "no") throw new WireFailure({ kind: "later" });
      const ops = of(key).filter(({ number }) => number > since);
      return {
        ops: ops.slice(0, 50),
        head: ops[Math.min(50, ops.length) - 1]?.number ?? since,
        more: ops.length > 50,
        others: [],
      };
    },
  };
  return { state, wire, of };
}

/** Time that passes when told to. */
function world() {
  const timers = new Set<{ at: number; call(): void }>();
  const returns = new Set<() => void>();
  let now = 0;
  const given: World = {
    after(ms, call) {
      const timer = { at: now + ms, call };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    onReturn(call) {
      returns.add(call);
      return () => returns.delete(call);
    },
  };
  const settle = async () => {
    for (let turn = 0; turn < 40; turn++) await new Promise((done) => setTimeout(done, 0));
  };
  return {
    given,
    settle,
    async pass(ms: number) {
      const until = now + ms;
      for (;;) {
        const next = [...timers].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
        if (!next) break;
        timers.delete(next);
        now = next.at;
        next.call();
        await settle();
      }
      now = until;
    },
    async comeBack() {
      for (const call of returns) call();
      await settle();
    },
  };
}

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

describe.each([
  ["in the browser", browserStore],
  ["in memory", async () => memoryStore()],
])("kept %s", (_, open: () => Promise<InkStore>) => {
  it("sends two hundred strokes of a thirty minutes' cut exactly once", async () => {
    const [house, time, store] = [server(), world(), await open()];
    const sync = openSync("a", store, house.wire, time.given);
    house.state.cut = "before";
    for (let at = 0; at < 200; at++) {
      // Some answers are lost after the server has kept what was sent.
      if (at === 80) house.state.cut = "after";
      if (at === 90) house.state.cut = "before";
      await sync.write(log, [stroke()]);
      await time.pass(9_000);
    }
    expect(sync.state()).toMatchObject({ waiting: true });
    expect(sync.state().unsent).toBeGreaterThanOrEqual(110);
    house.state.cut = "no";
    await time.comeBack();
    expect(house.of(log)).toHaveLength(200);
    expect(new Set(house.of(log).map(({ id }) => id)).size).toBe(200);
    expect(sync.state()).toMatchObject({ unsent: 0, waiting: false });
    const requests = house.state.requests;
    await time.pass(120_000);
    expect(house.state.requests).toBe(requests);
  }, 30_000);

  it("lets one paper that is lost, and one stroke that is refused, hold up nothing else", async () => {
    const [house, time, store] = [server(), world(), await open()];
    const sync = openSync("a", store, house.wire, time.given);
    const [bad, ...good] = [stroke(), stroke(), stroke(), stroke()];
    house.state.bad.add(bad?.id ?? "");
    house.state.lost = "p";
    await sync.write(log, [stroke()]);
    await sync.write(other, [good[0] as Op, bad as Op, good[1] as Op, good[2] as Op]);
    await time.pass(5_000);
    expect(house.of(other).map(({ id }) => id)).toEqual(good.map(({ id }) => id));
    expect(sync.state()).toMatchObject({ unsent: 2, waiting: false, refused: "no" });
    // It may be theirs to read again.
    house.state.lost = "";
    await time.comeBack();
    expect(house.of(log)).toHaveLength(1);
    expect(sync.state().unsent).toBe(1);
  });

  it("shows a second tablet what the first one wrote and took away", async () => {
    const [house, time] = [server(), world()];
    const stores = [await open(), memoryStore()] as const;
    const syncs = stores.map((store) => openSync("a", store, house.wire, time.given));
    const [first, second] = await Promise.all(
      stores.map((store, at) => openHand(log, store, syncs[at] as ReturnType<typeof openSync>)),
    );
    for (let page = 1; page <= 120; page++) first?.add({ ...stroke(page), kind: "stroke" });
    first?.add({ page: 7, kind: "note", points: [10, 10], text: "hỏi lại" });
    first?.erase([first.marks(1)[0]?.id ?? ""]);
    // A store takes as long as it takes: time passes until all of it has come, or never does.
    const comes = async (there: () => boolean, look: () => Promise<unknown> | undefined) => {
      for (let turn = 0; turn < 50 && !there(); turn++) {
        await time.settle();
        await time.pass(6_000);
        await look();
      }
    };
    const pages = Array.from({ length: 119 }, (_, at) => at + 2);
    await comes(
      () => String(second?.pages()) === String(pages),
      () => second?.refresh(),
    );
    expect(second?.pages()).toEqual(pages);
    expect(second?.marks(7).map(({ kind }) => kind)).toEqual(["stroke", "note"]);
    second?.erase(second.marks(7).map(({ id }) => id));
    await comes(
      () => first?.marks(7).length === 0,
      () => first?.refresh(),
    );
    expect(first?.marks(7)).toEqual([]);
  });

  it("sends with a flush what was still being written when it was asked for", async () => {
    const { wire, of } = server();
    const kept = memoryStore();
    const store: InkStore = {
      ...kept,
      write: async (...written) => {
        await new Promise((done) => setTimeout(done, 20));
        return kept.write(...written);
      },
    };
    const sync = openSync("a", store, wire, world().given);
    void sync.write(log, [stroke()]);
    await sync.flush();
    expect(of(log)).toHaveLength(1);
    sync.close();
  });

  it("takes back and does again, on the server too", async () => {
    const [house, time, store] = [server(), world(), await open()];
    const sync = openSync("a", store, house.wire, time.given);
    const hand = await openHand(log, store, sync);
    hand.add({ ...stroke(1), kind: "stroke" });
    hand.add({ page: 1, kind: "note", points: [5, 5], text: "một" });
    hand.rewrite(hand.marks(1)[1]?.id ?? "", "hai");
    const words = () => hand.marks(1).map(({ kind, text }) => text ?? kind);
    expect(words()).toEqual(["stroke", "hai"]);
    hand.undo();
    expect(words()).toEqual(["stroke", "một"]);
    hand.undo();
    hand.undo();
    expect([words(), hand.canUndo()]).toEqual([[], false]);
    hand.redo();
    hand.redo();
    hand.redo();
    expect([words(), hand.canRedo()]).toEqual([["stroke", "hai"], false]);
    hand.undo();
    hand.erase([hand.marks(1)[0]?.id ?? ""]);
    expect([words(), hand.canRedo()]).toEqual([["một"], false]);
    await time.settle();
    await time.pass(6_000);
    const fresh = await openHand(log, memoryStore(), openSync("a", memoryStore(), house.wire, time.given));
    await fresh.refresh();
    expect(fresh.marks(1).map(({ text }) => text)).toEqual(["một"]);
  });
});

it("survives a reload with what was not sent, and keeps one person's from another", async () => {
  const [house, time] = [server(), world()];
  house.state.cut = "before";
  const sync = openSync("a", await browserStore(), house.wire, time.given);
  await sync.write(log, [stroke(), stroke(), stroke()]);
  sync.close();
  const reopened = await browserStore();
  expect(await reopened.unsent("b")).toEqual([]);
  const hand = await openHand(log, reopened, openSync("b", reopened, house.wire, time.given));
  expect(hand.marks(1)).toHaveLength(3);
  const stranger = await openHand(
    { ...log, account: "b" },
    reopened,
    openSync("b", reopened, house.wire, time.given),
  );
  expect(stranger.marks(1)).toEqual([]);
  house.state.cut = "no";
  const again = openSync("a", reopened, house.wire, time.given);
  await time.pass(6_000);
  await again.flush();
  expect(house.of(log)).toHaveLength(3);
  // Forgetting takes away what the server has, and only that.
  house.state.cut = "before";
  await again.write(log, [stroke(2)]);
  await reopened.forget("a");
  expect((await reopened.load(log)).ops.map(({ op }) => op.page)).toEqual([2]);
});

it("sends what the disk did not take, and says that it does not last", async () => {
  const [house, time, full] = [server(), world(), memoryStore()];
  house.state.cut = "before";
  const store: InkStore = {
    ...full,
    lasting: true,
    write: async () => Promise.reject(new Error("QuotaExceededError")),
  };
  const sync = openSync("a", store, house.wire, time.given);
  await sync.write(log, [stroke(), stroke()]);
  await time.pass(6_000);
  expect(sync.state()).toMatchObject({ unsent: 2, waiting: true, fleeting: true });
  house.state.cut = "no";
  await time.comeBack();
  expect(house.of(log)).toHaveLength(2);
  expect(sync.state()).toMatchObject({ unsent: 0, waiting: false });
});

it("makes batches the server takes", () => {
  const many = Array.from({ length: 300 }, () => stroke());
  expect(batch(many)).toHaveLength(MOST_OPS);
  const long = { ...stroke(), points: Array.from({ length: 15_000 }, () => 1) };
  expect(batch([long, long, long])).toHaveLength(1);
});

it("makes ids that sort as they were made, whatever the clock does", () => {
  const ids = Array.from({ length: 10_000 }, (_, at) => newId(at < 5_000 ? 2_000_000_000_000 : 1_000));
  expect([...ids].sort()).toEqual(ids);
  expect(ids[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
