// Brings a meeting's papers onto the tablet, one after another, and says how far it is; a cut line goes on where it was.
import { answer, api, type Schemas } from "../api/client";
import type { MeetingView } from "../live/frame";
import { withStates } from "../live/states";
import { download } from "./download";
import { type KeptPicture, openingRecord, PICTURE, textRecord } from "./kept";
import type { Vault } from "./vault";
import { bringWords, dropWords } from "./words";

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
  running: boolean;
  /** How much of the paper under way is there, from 0 to 1. */
  share: number;
  /** The tablet has no room for the rest. */
  full: boolean;
}

/** What the vault holds of a paper. */
interface Holding {
  version: string;
  /** The bytes read; none where the paper has no pages. */
  hash?: string;
  /** On its way: what is there already goes with the paper. */
  partial?: true;
  /** Its study went on when this was brought: there may be a better copy since. */
  unsettled?: true;
  /** The words of its pages are here with their places; absent in what an earlier version of the app brought. */
  words?: true;
}
type Holdings = Record<string, Holding>;

const HOLDINGS = "papers";

/** Whether a tablet may keep this paper at all: the house says so by its classification. */
export const mayKeep = (paper: Papers[string]) => paper.classification?.keep !== false;

const at = (meeting_id: string, paper_id: string) => ({ meeting_id, paper_id });

export class Pack {
  private state: PackState = { papers: [], ready: 0, total: 0, running: false, share: 0, full: false };
  private readonly listeners = new Set<() => void>();
  private papers: Papers = {};
  private holdings?: Holdings;
  private readonly failed = new Set<string>();
  private loading?: string;
  private share = 0;
  private full = false;
  private stopping?: AbortController;
  /** The paper under way. */
  private bringing?: AbortController;

  constructor(
    readonly vault: Vault,
    /** What its owner wrote on these papers, brought beside them. */
    private readonly hand: (vault: Vault, papers: Papers) => Promise<void> = async () => {},
    private readonly fetch: typeof globalThis.fetch = (...request) => globalThis.fetch(...request),
  ) {}

  subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  getSnapshot = () => this.state;

  /** The papers as they are now. What was withdrawn, replaced, or may be kept no longer, goes at once. */
  async expect(papers: Papers): Promise<void> {
    this.papers = papers;
    const holdings = await this.held();
    for (const [id, held] of Object.entries(holdings)) {
      const paper = papers[id];
      if (paper && paper.hash === held.version && mayKeep(paper)) continue;
      if (id === this.loading) this.bringing?.abort();
      await this.forget(id, held);
    }
    this.tell();
  }

  /** Brings what is missing, until done or stopped. What was studied further since may have a better copy: it is asked again. */
  async run(): Promise<void> {
    if (this.stopping) return;
    const unsettled = Object.entries(await this.held()).filter(([, held]) => held.unsettled || !held.words);
    const stopping = new AbortController();
    this.stopping = stopping;
    this.failed.clear();
    this.full = false;
    try {
      await this.bringPicture(stopping.signal).catch(() => {});
      for (const [id] of unsettled) await this.bring(id).catch(() => {});
      for (let id = await this.next(); id && !stopping.signal.aborted; id = await this.next()) {
        this.loading = id;
        this.share = 0;
        this.tell();
        try {
          await this.bringSurely(id, stopping.signal);
        } catch (error) {
          if (stopping.signal.aborted) break;
          this.failed.add(id);
          if (error instanceof DOMException && error.name === "QuotaExceededError") {
            this.full = true;
            break;
          }
        }
      }
      if (!stopping.signal.aborted) await this.hand(this.vault, this.keepable()).catch(() => {});
    } finally {
      this.loading = undefined;
      this.stopping = undefined;
      this.tell();
    }
  }

  /** A reading copy may have come between asking what to bring and bringing it: then it is asked once more. */
  private async bringSurely(id: string, stopping: AbortSignal): Promise<void> {
    try {
      await this.bring(id);
    } catch (error) {
      const full = error instanceof DOMException && error.name === "QuotaExceededError";
      if (full || stopping.aborted) throw error;
      await this.bring(id);
    }
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

  private async held(): Promise<Holdings> {
    this.holdings ??= (await this.vault.get<Holdings>(HOLDINGS)) ?? {};
    return this.holdings;
  }

  private async next(): Promise<string | undefined> {
    const holdings = await this.held();
    return Object.entries(this.papers).find(
      ([id, paper]) => mayKeep(paper) && !this.failed.has(id) && !isHeld(holdings[id], paper),
    )?.[0];
  }

  private async bring(id: string): Promise<void> {
    const { meeting } = this.vault;
    const paper = this.papers[id];
    if (!paper) return;
    this.bringing = new AbortController();
    const { signal } = this.bringing;
    const version = paper.hash;
    const before = (await this.held())[id];
    const params = { path: at(meeting, id), query: { hash: version } };
    const opening = await answer(
      api.GET("/api/meetings/{meeting_id}/papers/{paper_id}/opening", { params, signal }),
    );
    if (opening.hash) {
      await this.note(id, { version, hash: opening.hash, partial: true });
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
    const now = this.papers[id];
    if (signal.aborted || now?.hash !== version || !mayKeep(now)) {
      return this.forget(id, { version, ...(opening.hash && { hash: opening.hash }) });
    }
    await this.vault.put(openingRecord(id, version), opening);
    await this.note(id, holding(opening));
    // A better copy of the same version has come.
    if (before?.hash !== opening.hash) await this.dropUnused(before?.hash);
  }

  private async note(id: string, held: Holding): Promise<void> {
    const holdings = { ...(await this.held()), [id]: held };
    this.holdings = holdings;
    await this.vault.put(HOLDINGS, holdings);
    this.tell();
  }

  private async forget(id: string, held: Holding): Promise<void> {
    const { [id]: _, ...others } = await this.held();
    this.holdings = others;
    await this.vault.put(HOLDINGS, others);
    await this.dropUnused(held.hash);
    await this.vault.drop(openingRecord(id, held.version));
    await this.vault.drop(textRecord(id, held.version));
    await dropWords(this.vault, id, held.version);
  }

  /** Two papers may have the same bytes. */
  private async dropUnused(hash: string | undefined): Promise<void> {
    const used = Object.values(await this.held()).some((held) => held.hash === hash);
    if (hash && !used) await this.vault.dropFile(hash);
  }

  private tell() {
    const holdings = this.holdings ?? {};
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
