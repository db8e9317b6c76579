// Brings what was written to the server, once, whenever there is one: over cuts, reloads and papers that are lost meanwhile.
import { type LogKey, logName, type NumberedOp, type Op } from "./op";
import type { InkStore } from "./store";
import { type Failure, type Part, type Wire, WireFailure } from "./wire";

export interface SyncState {
  /** Operations the server has not got yet. */
  unsent: number;
  /** The last attempt came to nothing. */
  waiting: boolean;
  /** What the server will not take, in its own words. */
  refused?: string;
  /** This tablet could not put it on its disk: it lasts as long as the page. */
  fleeting: boolean;
}

/** What it needs from the browser, so that a test can stand in for it. */
export interface World {
  after(ms: number, call: () => void): () => void;
  /** Calls when the network returns, or the page is shown again or put away. */
  onReturn(call: () => void): () => void;
}

export interface Sync {
  state(): SyncState;
  /** Keeps what was written and sends it soon. Resolves once it is safe here. */
  write(log: LogKey, ops: readonly Op[]): Promise<void>;
  /** Sends what waits now: the line is back. */
  flush(): Promise<void>;
  /** Brings what other tablets of the same person wrote. */
  pull(log: LogKey): Promise<{ ops: NumberedOp[]; others: Part["others"] } | undefined>;
  subscribe(call: () => void): () => void;
  close(): void;
}

/** Under the server's own bounds, with room for the words around. */
export const MOST_OPS = 100;
const MOST_NUMBERS = 16_000;
/** Some strokes go together: it is safe here already, and a room that writes shall not keep the server's disk from the meeting. */
const SOON_MS = 2_500;
const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 30_000;

const weight = (op: Op) => (op.points?.length ?? 0) + (op.text?.length ?? 0) + 40;

/** The first operations of a log that go together. */
export function batch(ops: readonly Op[]): Op[] {
  const some: Op[] = [];
  let numbers = 0;
  for (const op of ops) {
    numbers += weight(op);
    if (some.length > 0 && (some.length >= MOST_OPS || numbers > MOST_NUMBERS)) break;
    some.push(op);
  }
  return some;
}

export function openSync(account: string, store: InkStore, wire: Wire, world = browserWorld()): Sync {
  let state: SyncState = { unsent: 0, waiting: false, fleeting: !store.lasting };
  /** What the disk did not take: full, or taken away. */
  let loose: { log: LogKey; ops: Op[] }[] = [];
  /** On their way into the store: what is sent waits for them, or who asks the server right after writing would miss them. */
  const writing = new Set<Promise<void>>();
  let running: Promise<void> | undefined;
  let again = false;
  let closed = false;
  let stopTimer = () => {};
  let planned = false;
  let wait = FIRST_WAIT_MS;
  /** Not tried again on this page: the server has said no. */
  const lost = new Set<string>();
  const refused = new Set<string>();
  const listeners = new Set<() => void>();

  const change = (next: Partial<SyncState>) => {
    const merged = { ...state, ...next };
    if (JSON.stringify(merged) === JSON.stringify(state)) return;
    state = merged;
    for (const listener of listeners) listener();
  };
  const count = async () => {
    const waiting = await store.waiting(account).catch(() => 0);
    change({ unsent: loose.reduce((sum, { ops }) => sum + ops.length, waiting) });
  };
  const later = (ms: number) => {
    stopTimer();
    if (closed) return;
    planned = true;
    stopTimer = world.after(ms, () => void flush());
  };

  const send = async (log: LogKey, ops: Op[]): Promise<Failure | undefined> => {
    try {
      await wire.send(log, ops);
    } catch (error) {
      const failure: Failure = error instanceof WireFailure ? error.failure : { kind: "later" };
      if (failure.kind !== "refused") return failure;
      if (ops.length > 1) {
        // One of them is at fault: the others shall not wait for it.
        for (const op of ops) {
          const one = await send(log, [op]);
          if (one) return one;
        }
        return undefined;
      }
      for (const { id } of ops) refused.add(id);
      change({ refused: failure.words });
      return undefined;
    }
    const ids = ops.map(({ id }) => id);
    loose = loose
      .map((some) => ({ ...some, ops: some.ops.filter(({ id }) => !ids.includes(id)) }))
      .filter((some) => some.ops.length > 0);
    await store.settle(log, ids);
    return undefined;
  };

  /** Sends everything that can be sent; whether something is left that another try may send. */
  const run = async (): Promise<boolean> => {
    for (;;) {
      if (writing.size > 0) await Promise.all(writing);
      await count();
      const logs = [...loose, ...(await store.unsent(account).catch(() => []))];
      const next = logs
        .filter(({ log }) => !lost.has(logName(log)))
        .map(({ log, ops }) => ({ log, ops: ops.filter(({ id }) => !refused.has(id)) }))
        .find(({ ops }) => ops.length > 0);
      if (!next || closed) return false;
      const failure = await send(next.log, batch(next.ops));
      if (failure?.kind === "lost") lost.add(logName(next.log));
      else if (failure) return true;
    }
  };
  const flush = (): Promise<void> => {
    stopTimer();
    planned = false;
    if (running) {
      again = true;
      return writing.size > 0 ? running.then(flush) : running;
    }
    running = run()
      .catch(() => true)
      .then(async (left) => {
        running = undefined;
        await count().catch(() => {});
        change({ waiting: left });
        if (left) {
          later(wait);
          wait = Math.min(LONGEST_WAIT_MS, wait * 2);
        } else wait = FIRST_WAIT_MS;
        const more = again;
        again = false;
        if (more && !left && !closed) later(SOON_MS);
      });
    return running;
  };
  const returned = () => {
    wait = FIRST_WAIT_MS;
    // What was not theirs to read may be again.
    lost.clear();
    void flush();
  };
  const stopReturn = world.onReturn(returned);
  later(0);

  return {
    state: () => state,
    async write(log, ops) {
      const kept = store.write(log, ops).catch(() => {
        loose.push({ log, ops: [...ops] });
        change({ fleeting: true });
      });
      writing.add(kept);
      await kept;
      writing.delete(kept);
      await count();
      if (!planned && !running) later(SOON_MS);
      else if (running) again = true;
    },
    flush,
    async pull(log) {
      const ops: NumberedOp[] = [];
      try {
        for (let since = await store.head(log); ; ) {
          const part = await wire.fetch(log, since);
          // Its writer has signed out meanwhile: nothing of theirs comes onto this tablet any more.
          if (closed) return undefined;
          await store.receive(log, part.ops, part.head);
          ops.push(...part.ops);
          since = part.head;
          if (!part.more) return { ops, others: part.others };
        }
      } catch {
        return ops.length > 0 ? { ops, others: [] } : undefined;
      }
    },
    subscribe(call) {
      listeners.add(call);
      return () => listeners.delete(call);
    },
    close() {
      closed = true;
      stopTimer();
      stopReturn();
    },
  };
}

function browserWorld(): World {
  return {
    after(ms, call) {
      const timer = setTimeout(call, ms);
      return () => clearTimeout(timer);
    },
    onReturn(call) {
      // Shown again, or about to be put away: both are good moments.
      window.addEventListener("online", call);
      document.addEventListener("visibilitychange", call);
      return () => {
        window.removeEventListener("online", call);
        document.removeEventListener("visibilitychange", call);
      };
    },
  };
}
