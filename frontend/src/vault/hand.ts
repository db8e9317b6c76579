// One's own hand beside the papers this tablet keeps: brought with them, and listed from what is here when no answer comes.
import { answer, api, type Schemas } from "../api/client";
import { bookOf } from "../ink/book";
import { markedPages, pagesOf } from "../ink/pages";
import type { MeetingView } from "../live/frame";
import { keepsEarlier } from "./holdings";
import { vaults } from "./keeper";
import { type KeptPicture, PICTURE } from "./kept";
import type { PackHand } from "./pack";
import type { Vault } from "./vault";

type NotePage = Schemas["HandPageView"];

export interface KeptNotes {
  /**
   * Those of papers this tablet keeps. The number of a version before the shown one is the server's to know; `here` where the tablet
   * keeps that version too.
   */
  pages: (Omit<NotePage, "version"> & { version?: number; here?: true })[];
  more: boolean;
  /** From what is kept: the server did not answer. */
  kept?: true;
}

export const packHand: PackHand = {
  /**
   * Also what is written on versions before, so that it is there without network. Of papers that no tablet keeps, it keeps only what
   * the server has not got yet.
   */
  async bring(vault: Vault, papers: MeetingView["papers"]) {
    const { meeting, right } = vault;
    if (vault.isOver) return [];
    const { store, sync } = await bookOf(right.account);
    for (const log of await store.logs(right.account)) {
      if (log.meeting === meeting && !papers[log.paper]) await store.release(log);
    }
    // The server lists what it has: what waits here goes first.
    await sync.flush().catch(() => {});
    const { pages } = await answer(
      api.GET("/api/meetings/{meeting_id}/hand", { params: { path: { meeting_id: meeting } } }),
    );
    const known = pages.filter(({ paper_id }) => papers[paper_id]);
    const logs = new Map(
      known.map(({ paper_id: paper, hash }) => [`${paper}/${hash}`, { paper, version: hash }]),
    );
    for (const { paper, version } of logs.values()) {
      await sync.pull({ account: right.account, meeting, paper, hash: version });
    }
    return [...logs.values()].filter(({ paper, version }) => papers[paper]?.hash !== version);
  },
  async wrote({ meeting, right: { account } }, paper, version) {
    const { store } = await bookOf(account);
    const log = { account, meeting, paper, hash: version };
    const { ops } = await store.load(log);
    return (
      pagesOf(
        log,
        ops.map(({ op }) => op),
      ).length > 0
    );
  },
};

/** What the server would list, of the meetings this tablet keeps: the newest meeting first, papers in the order of the agenda. */
export async function keptNotes(account: string, meeting?: string): Promise<KeptNotes | undefined> {
  const { store } = await bookOf(account);
  const marked = await markedPages(store, account);
  const pages: KeptNotes["pages"] = [];
  let any = false;
  const kept = (await vaults()).filter((vault) => !meeting || vault.meeting === meeting);
  for (const vault of kept.sort((a, b) => (a.meeting < b.meeting ? 1 : -1))) {
    const picture = await vault.get<KeptPicture>(PICTURE);
    if (!picture) continue;
    any = true;
    const { view } = picture;
    const order = view.agenda.order.flatMap((item) => view.agenda.items[item]?.papers ?? []);
    const place = (paper: string) => (order.includes(paper) ? order.indexOf(paper) : order.length);
    const here = marked.filter(({ log }) => log.meeting === vault.meeting && view.papers[log.paper]);
    here.sort((a, b) => place(a.log.paper) - place(b.log.paper));
    for (const { log, page, kinds, snippet } of here) {
      const paper = view.papers[log.paper] as MeetingView["papers"][string];
      const current = paper.hash === log.hash;
      pages.push({
        meeting_id: vault.meeting,
        meeting_title: view.title,
        paper_id: log.paper,
        title: paper.title,
        ...(paper.symbol && { symbol: paper.symbol }),
        hash: log.hash,
        current,
        ...(!current && (await keepsEarlier(vault, log.paper, log.hash)) && { here: true as const }),
        page,
        kinds,
        ...(snippet && { snippet }),
      });
    }
  }
  return any ? { pages, more: false, kept: true } : undefined;
}
