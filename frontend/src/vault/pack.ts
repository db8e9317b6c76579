// Brings a meeting's papers onto the tablet, one after another, and says how far it is; a cut line goes on where it was.
import { answer, api, type Schemas } from "../api/client";
import { Refusal } from "../api/problem";
import type { MeetingView } from "../live/frame";
import { withStates } from "../live/states";
import { download } from "./download";
import { bringFiling } from "./filing";
import { earlierKey, type Holding, Holdings, isEarlier, paperOf } from "./holdings";
import { type KeptPicture, openingRecord, PICTURE } from "./kept";
import type { Vault } from "./vault";
import { bringWords } from "./words";

type Papers = MeetingView["papers"];
type Opening = Schemas["Opening"];

export type Stage = "waiting" | "loading" | "ready" | "failed" | "never";
export interface PackPaper {
  id: string;
  title: string;
  stage: Stage;
}
export interface PackState {
  papers: readonly PackPaper[];
  /** Of those that may be kept. */
  ready: number;
  total: number;
  /** Earlier versions its reader has written on; they are not among the papers counted above. */
  earlier: { ready: number; total: number };
  running: boolean;
  /** How much of the version under way is there, from 0 to 1. */
  share: number;
  /** The tablet has no room for the rest. */
  full: boolean;
}

/** What the pack's reader has written. */
export interface PackHand {
  /** Brings what they wrote on these papers, and says on which versions before the shown ones that they may still read. */
  bring(vault: Vault, papers: Papers): Promise<readonly { paper: string; version: string }[]>;
  /** Whether this tablet knows of anything of theirs on this version. */
  wrote(vault: Vault, paper: string, version: string): Promise<boolean>;
}

/** Whether a tablet may keep this paper at all: the house says so by its classification. */
export const mayKeep = (paper: Papers[string]) => paper.classification?.keep !== false;

const at = (meeting_id: string, paper_id: string) => ({ meeting_id, paper_id });
const isFull = (error: unknown) => error instanceof DOMException && error.name === "QuotaExceededError";

export class Pack {
  private state: PackState = {
    papers: [],
    ready: 0,
    total: 0,
    earlier: { ready: 0, total: 0 },
    running: false,
    share: 0,
    full: false,
  };
  private readonly listeners = new Set<() => void>();
  private papers: Papers = {};
  private readonly holdings: Holdings;
  private readonly failed = new Set<string>();
  private loading?: string;
  private share = 0;
  private full = false;
  private stopping?: AbortController;
  /** The version under way. */
  private bringing?: AbortController;

  constructor(
    readonly vault: Vault,
    private readonly hand: PackHand,
    private readonly fetch: typeof globalThis.fetch = (...request) => globalThis.fetch(...request),
  ) {
    this.holdings = new Holdings(vault);
  }

  subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  getSnapshot = () => this.state;

  /**
   * The papers as they are now. What was withdrawn, or may be kept no longer, goes at once with all its versions; so does what was
   * replaced, unless its reader has written on it.
   */
  async expect(papers: Papers): Promise<void> {
    this.papers = papers;
    for (const [key, held] of Object.entries(await this.holdings.held())) {
      if (this.wants(key, held.version)) continue;
      if (key === this.loading) this.bringing?.abort();
      const id = paperOf(key);
      const paper = papers[id];
      const stays =
        !isEarlier(key) &&
        !held.partial &&
        paper !== undefined &&
        mayKeep(paper) &&
        (await this.hand.wrote(this.vault, id, held.version).catch(() => false));
      if (stays) await this.holdings.move(key, earlierKey(id, held.version));
      else await this.holdings.forget(key);
    }
    this.tell();
  }

  /** Brings what is missing, until done or stopped. What was studied further since may have a better copy: it is asked again. */
  async run(): Promise<void> {
    if (this.stopping) return;
    const held = Object.entries(await this.holdings.held());
    const unsettled = held.filter(([, one]) => !one.partial && (one.unsettled || !one.words));
    const stopping = new AbortController();
    this.stopping = stopping;
    this.failed.clear();
    this.full = false;
    const { signal } = stopping;
    try {
      await this.bringPicture(signal).catch(() => {});
      await bringFiling(this.vault).catch(() => {});
      for (const [key] of unsettled) await this.bring(key).catch(() => {});
      do {
        await this.bringAll(() => this.nextPaper(), signal);
        if (!signal.aborted && !this.full) await this.bringHand().catch(() => {});
        await this.bringAll(() => this.nextEarlier(), signal);
        // More may have come in meanwhile.
      } while (!signal.aborted && !this.full && (await this.nextPaper()));
    } finally {
      this.loading = undefined;
      this.stopping = undefined;
      this.tell();
    }
  }

  private async bringAll(next: () => Promise<string | undefined>, signal: AbortSignal): Promise<void> {
    for (let key = await next(); key && !signal.aborted && !this.full; key = await next()) {
      this.loading = key;
      this.share = 0;
      this.tell();
      try {
        await this.bringSurely(key, signal);
      } catch (error) {
        if (signal.aborted) break;
        this.failed.add(key);
        this.full = isFull(error);
      }
    }
    this.loading = undefined;
  }

  /** A reading copy may have come between asking what to bring and bringing it: then it is asked once more. */
  private async bringSurely(key: string, stopping: AbortSignal): Promise<void> {
    try {
      await this.bring(key);
    } catch (error) {
      if (isFull(error) || stopping.aborted) throw error;
      await this.bring(key);
    }
  }

  /** The notes, and from them which earlier versions are to be here: those written on that may still be read, and no others. */
  private async bringHand(): Promise<void> {
    const wrote = await this.hand.bring(this.vault, this.keepable());
    const wanted = new Map(wrote.map(({ paper, version }) => [earlierKey(paper, version), version]));
    for (const key of Object.keys(await this.holdings.held())) {
      if (isEarlier(key) && !wanted.has(key)) await this.holdings.forget(key);
    }
    const held = await this.holdings.held();
    for (const [key, version] of wanted) {
      if (!held[key] && this.papers[paperOf(key)]?.hash !== version)
        await this.holdings.note(key, { version, partial: true });
    }
    this.tell();
  }

  stop() {
    this.stopping?.abort();
    this.bringing?.abort();
  }

  async retry(id: string): Promise<void> {
    this.failed.delete(id);
    await this.run();
  }

  /** The picture of the meeting as it is now, for whoever brings the papers without going in. */
  private async bringPicture(signal: AbortSignal): Promise<void> {
    const path = { meeting_id: this.vault.meeting };
    const { view, mine, now } = await answer(
      api.GET("/api/meetings/{meeting_id}", { params: { path }, signal }),
    );
    const heardAt = Date.now();
    const kept = { view: withStates(view), mine, heardAt, offset: Date.parse(now) - heardAt };
    await this.vault.put(PICTURE, kept satisfies KeptPicture);
  }

  private keepable(): Papers {
    return Object.fromEntries(Object.entries(this.papers).filter(([, paper]) => mayKeep(paper)));
  }

  private async nextPaper(): Promise<string | undefined> {
    const held = await this.holdings.held();
    return Object.entries(this.papers).find(
      ([id, paper]) => mayKeep(paper) && !this.failed.has(id) && !isHeld(held[id], paper),
    )?.[0];
  }

  private async nextEarlier(): Promise<string | undefined> {
    const held = Object.entries(await this.holdings.held());
    return held.find(([key, { partial }]) => isEarlier(key) && partial && !this.failed.has(key))?.[0];
  }

  /** Whether this version is to be here under this key, as the papers are now. */
  private wants(key: string, version: string): boolean {
    const paper = this.papers[paperOf(key)];
    return paper !== undefined && mayKeep(paper) && (paper.hash === version) !== isEarlier(key);
  }

  private async bring(key: string): Promise<void> {
    const { meeting } = this.vault;
    const id = paperOf(key);
    const before = (await this.holdings.held())[key];
    const version = isEarlier(key) ? before?.version : this.papers[id]?.hash;
    if (version === undefined) return;
    this.bringing = new AbortController();
    const { signal } = this.bringing;
    const params = { path: at(meeting, id), query: { hash: version } };
    const opening = await answer(
      api.GET("/api/meetings/{meeting_id}/papers/{paper_id}/opening", { params, signal }),
    ).catch(async (error) => {
      // What may not be read any more does not stay either.
      if (isEarlier(key) && error instanceof Refusal && error.status === 404) await this.holdings.forget(key);
      throw error;
    });
    if (opening.hash) {
      await this.note(key, { version, hash: opening.hash, partial: true });
      await download({
        vault: this.vault,
        url: `/api/meetings/${meeting}/papers/${id}/files/${opening.hash}`,
        hash: opening.hash,
        size: opening.size,
        signal,
        fetch: this.fetch,
        progress: (share) => {
          this.share = share;
          this.tell();
        },
      });
    }
    await bringWords({
      vault: this.vault,
      url: `/api/meetings/${meeting}/papers/${id}/words?hash=${version}`,
      paper: id,
      version,
      signal,
      fetch: this.fetch,
    });
    // It may have been replaced, withdrawn or closed to tablets while it came.
    if (signal.aborted || !this.wants(key, version)) {
      return this.holdings.forget(key, { version, ...(opening.hash && { hash: opening.hash }) });
    }
    await this.vault.put(openingRecord(id, version), opening);
    await this.note(key, holding(opening));
    // A better copy of the same version has come.
    if (before?.hash !== opening.hash) await this.holdings.dropUnused(before?.hash);
  }

  private async note(key: string, held: Holding): Promise<void> {
    await this.holdings.note(key, held);
    this.tell();
  }

  private tell() {
    const holdings = this.holdings.known();
    const earlier = Object.entries(holdings).filter(([key]) => isEarlier(key));
    const papers = Object.entries(this.papers).map(([id, paper]): PackPaper => {
      const stage = !mayKeep(paper)
        ? "never"
        : isHeld(holdings[id], paper)
          ? "ready"
          : id === this.loading
            ? "loading"
            : this.failed.has(id)
              ? "failed"
              : "waiting";
      return { id, title: paper.title, stage };
    });
    const kept = papers.filter(({ stage }) => stage !== "never");
    this.state = {
      papers,
      ready: kept.filter(({ stage }) => stage === "ready").length,
      total: kept.length,
      earlier: { ready: earlier.filter(([, { partial }]) => !partial).length, total: earlier.length },
      running: this.stopping !== undefined,
      share: this.share,
      full: this.full,
    };
    for (const listener of this.listeners) listener();
  }
}

const isHeld = (held: Holding | undefined, paper: Papers[string]) =>
  held?.version === paper.hash && !held.partial;

const holding = ({ version, hash, state }: Opening): Holding => ({
  version,
  words: true,
  ...(hash && { hash }),
  ...(state !== "done" && state !== "failed" && { unsettled: true as const }),
});
