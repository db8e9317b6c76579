// What was asked for while nobody could hear it: its asker chooses whether it is kept, and what is kept is sent once.
import { Refusal } from "../api/problem";
import { isUnreachable } from "../vault/offline";
import { isForItem, isOfItem, sameWish, type Wish } from "./wish";

/**
 * `offered`: has not reached anybody, and its asker is to choose · `kept`: goes when the line is back · `again`: the line is back,
 * but the meeting has gone on: asked once more · `refused`: the server said no.
 */
export type Stage = "offered" | "kept" | "again" | "refused";

export interface Asked {
  /** The same with every try. */
  key: string;
  wish: Wish;
  /** The item that was under discussion. */
  item?: string;
  /** By this device's clock. */
  at: number;
  stage: Stage;
  /** Why not, in the server's words. */
  words?: string;
}

/** Where what is kept survives the page. */
export interface Keeping {
  /** Nothing where this tablet keeps nothing. */
  load(): Promise<Asked[] | undefined>;
  /** Whether it will be there after a restart. */
  save(asked: readonly Asked[]): Promise<boolean>;
}

export interface OutboxState {
  asked: readonly Asked[];
  /** Survives the page. */
  lasting: boolean;
}

/** Asked for so long ago, it may not be wanted any more. */
const STALE_MS = 15 * 60_000;

export class Outbox {
  private state: OutboxState = { asked: [], lasting: true };
  private readonly listeners = new Set<() => void>();
  private running: Promise<void> | undefined;
  private readonly loaded: Promise<void>;

  constructor(
    private readonly keeping: Keeping,
    private readonly deliver: (wish: Wish, key: string, item?: string) => Promise<void>,
    private readonly now = Date.now,
  ) {
    this.loaded = keeping
      .load()
      .catch(() => undefined)
      .then((kept) => this.set([...(kept ?? []), ...this.state.asked], kept !== undefined));
  }

  subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  getSnapshot = () => this.state;

  /** It did not reach anybody: its asker chooses what becomes of it. */
  offer(wish: Wish, key: string, item: string | undefined): void {
    this.add(wish, key, item, "offered");
  }

  /** It did not reach anybody, and its asker has been told beforehand that it is kept then. */
  async hold(wish: Wish, key: string, item: string | undefined): Promise<void> {
    this.add(wish, key, item, "kept");
    await this.loaded;
    await this.save();
  }

  /**
   * Goes when the line is back; chosen again, it is meant for where the meeting is now. `fresh`: the key of what is another wish
   * at another item, since the first may have been heard after all.
   */
  async keep(key: string, item: string | undefined, fresh = key): Promise<void> {
    await this.loaded;
    this.change(key, ({ item: _, words: __, ...one }) => ({
      ...one,
      ...(one.stage === "again" && isOfItem(one.wish) && { key: fresh }),
      ...(item && { item }),
      at: this.now(),
      stage: "kept",
    }));
    await this.save();
  }

  async drop(key: string): Promise<void> {
    await this.loaded;
    this.set(this.state.asked.filter((one) => one.key !== key));
    await this.save();
  }

  /** The line is there: what is kept goes, one after the other; what may not be meant any more is asked about. */
  reached(item: string | undefined): Promise<void> {
    this.running ??= this.loaded
      .then(() => this.send(item))
      .finally(() => {
        this.running = undefined;
      });
    return this.running;
  }

  private async send(item: string | undefined): Promise<void> {
    const kept = this.state.asked.filter(({ stage }) => stage === "kept");
    if (kept.length === 0) return;
    for (const one of kept) {
      if (isForItem(one.wish) && (one.item !== item || this.now() - one.at > STALE_MS)) {
        this.change(one.key, (kept) => ({ ...kept, stage: "again" }));
        continue;
      }
      try {
        await this.deliver(one.wish, one.key, one.item);
        this.set(this.state.asked.filter(({ key }) => key !== one.key));
      } catch (error) {
        // Not gone after all, or not signed in: it stays for the next time.
        if (
          isUnreachable(error) ||
          !(error instanceof Refusal) ||
          error.status === 401 ||
          error.status >= 500
        )
          break;
        this.change(one.key, (kept) => ({ ...kept, stage: "refused", words: error.message }));
      }
    }
    await this.save();
  }

  private add(wish: Wish, key: string, item: string | undefined, stage: Stage): void {
    if (this.state.asked.some((one) => sameWish(one.wish, wish))) return;
    this.set([...this.state.asked, { key, wish, ...(item && { item }), at: this.now(), stage }]);
  }

  private change(key: string, next: (one: Asked) => Asked): void {
    this.set(this.state.asked.map((one) => (one.key === key ? next(one) : one)));
  }

  private async save(): Promise<void> {
    // Nobody has chosen yet about the others: they last as long as the page.
    const kept = this.state.asked.filter(({ stage }) => stage !== "offered");
    const lasting = await this.keeping.save(kept).catch(() => false);
    if (lasting !== this.state.lasting) this.set(this.state.asked, lasting);
  }

  private set(asked: readonly Asked[], lasting = this.state.lasting): void {
    this.state = { asked, lasting };
    for (const listener of this.listeners) listener();
  }
}
