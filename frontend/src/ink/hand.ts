// One hand on one version of a paper: what is on each page, what was done last, and how to take it back.
import { newId } from "./id";
import { isMark, type LogKey, type Mark, type Op } from "./op";
import type { InkStore } from "./store";
import type { Sync } from "./sync";
import type { Part } from "./wire";

export interface Hand {
  readonly log: LogKey;
  /** What is on a page, from 1, the oldest first. */
  marks(page: number): readonly Mark[];
  /** Pages with something on them, in order. */
  pages(): number[];
  /** Other versions of the paper this person has written on. */
  others(): Part["others"];
  add(mark: Omit<Mark, "id">): void;
  /** Takes marks away, all as one act. */
  erase(ids: readonly string[]): void;
  /** Puts a note in the place of another. */
  rewrite(id: string, text: string): void;
  canUndo(): boolean;
  canRedo(): boolean;
  undo(): void;
  redo(): void;
  /** Brings what the server has. */
  refresh(): Promise<void>;
  /** Called with the pages that have changed. */
  subscribe(call: (pages: ReadonlySet<number>) => void): () => void;
  close(): void;
}

/** An act and its way back. What is put back gets a new id: operations are never taken back themselves. */
interface Act {
  added: Mark[];
  erased: Mark[];
}

const MOST_ACTS = 200;

export async function openHand(log: LogKey, store: InkStore, sync: Sync): Promise<Hand> {
  const marks = new Map<string, Mark>();
  const gone = new Set<string>();
  const done: Act[] = [];
  const undone: Act[] = [];
  const listeners = new Set<(pages: ReadonlySet<number>) => void>();
  let others: Part["others"] = [];
  let closed = false;

  const apply = (op: Op) => {
    if (isMark(op)) {
      if (!gone.has(op.id) && !marks.has(op.id)) marks.set(op.id, op);
    } else if (op.target) {
      gone.add(op.target);
      marks.delete(op.target);
    }
  };
  const tell = (pages: Iterable<number>) => {
    const set = new Set(pages);
    if (!closed) for (const listener of listeners) listener(set);
  };
  /** Does one act: shows it at once, keeps it, sends it when it can be sent. */
  const act = ({ added, erased }: Act) => {
    const ops: Op[] = [
      ...added,
      ...erased.map(({ id, page }): Op => ({ id: newId(), page, kind: "erase", target: id })),
    ];
    if (ops.length === 0) return;
    for (const op of ops) apply(op);
    tell(ops.map(({ page }) => page));
    void sync.write(log, ops).catch(() => {});
  };
  const remember = (one: Act) => {
    act(one);
    done.push(one);
    if (done.length > MOST_ACTS) done.shift();
    undone.length = 0;
    tell([]);
  };
  /** The way back: what came goes, what went comes again under a new id. */
  const back = ({ added, erased }: Act): Act => ({
    added: erased.map((mark) => ({ ...mark, id: newId() })),
    erased: added.filter(({ id }) => marks.has(id)),
  });
  /** Earlier acts must know a mark by the id it has now. */
  const rename = (from: readonly Mark[], to: readonly Mark[]) => {
    from.forEach((old, index) => {
      const fresh = to[index];
      if (!fresh) return;
      for (const one of [...done, ...undone]) {
        one.added = one.added.map((mark) => (mark.id === old.id ? fresh : mark));
        one.erased = one.erased.map((mark) => (mark.id === old.id ? fresh : mark));
      }
    });
  };
  const turn = (from: Act[], to: Act[]) => {
    const one = from.pop();
    if (!one) return;
    const reverse = back(one);
    act(reverse);
    rename(one.erased, reverse.added);
    to.push(reverse);
    tell([]);
  };

  const held = await store.load(log);
  for (const { op } of held.ops) apply(op);

  return {
    log,
    marks: (page) => [...marks.values()].filter((mark) => mark.page === page),
    pages: () => [...new Set([...marks.values()].map(({ page }) => page))].sort((a, b) => a - b),
    others: () => others,
    add: (mark) => remember({ added: [{ ...mark, id: newId() }], erased: [] }),
    erase(ids) {
      const erased = ids.flatMap((id) => marks.get(id) ?? []);
      if (erased.length > 0) remember({ added: [], erased });
    },
    rewrite(id, text) {
      const old = marks.get(id);
      if (old) remember({ added: [{ ...old, id: newId(), text }], erased: [old] });
    },
    canUndo: () => done.length > 0,
    canRedo: () => undone.length > 0,
    undo: () => turn(done, undone),
    redo: () => turn(undone, done),
    async refresh() {
      const part = await sync.pull(log);
      if (!part || closed) return;
      others = part.others;
      for (const op of part.ops) apply(op);
      tell(part.ops.map(({ page }) => page));
    },
    subscribe(call) {
      listeners.add(call);
      return () => listeners.delete(call);
    },
    close() {
      closed = true;
      listeners.clear();
    },
  };
}
