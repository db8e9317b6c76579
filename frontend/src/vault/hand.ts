// One's own hand beside the papers this tablet keeps: brought with them, and listed from what is here when no answer comes.
import { answer, api, type Schemas } from "../api/client";
import { bookOf } from "../ink/book";
import { markedPages } from "../ink/pages";
import type { MeetingView } from "../live/frame";
import { vaults } from "./keeper";
import { type KeptPicture, PICTURE } from "./kept";
import type { Vault } from "./vault";

type NotePage = Schemas["HandPageView"];

export interface KeptNotes {
  /** Those of papers this tablet keeps. The number of a version before the shown one is the server's to know. */
  pages: (Omit<NotePage, "version"> & { version?: number })[];
  more: boolean;
  /** From what is kept: the server did not answer. */
  kept?: true;
}

/**
 * Brings what this person has written on the papers of a meeting, also on versions before, so that it is there without network. Of
 * papers that no tablet keeps, it keeps only what the server has not got yet.
 */
export async function bringHand(vault: Vault, papers: MeetingView["papers"]): Promise<void> {
  const { meeting, right } = vault;
  if (vault.isOver) return;
  const { store, sync } = await bookOf(right.account);
  for (const log of await store.logs(right.account)) {
    if (log.meeting === meeting && !papers[log.paper]) await store.release(log);
  }
  const { pages } = await answer(
    api.GET("/api/meetings/{meeting_id}/hand", { params: { path: { meeting_id: meeting } } }),
  );
  const logs = new Map(pages.map(({ paper_id, hash }) => [`${paper_id}/${hash}`, { paper: paper_id, hash }]));
  for (const { paper, hash } of logs.values()) {
    if (papers[paper]) await sync.pull({ account: right.account, meeting, paper, hash });
  }
}

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
      pages.push({
        meeting_id: vault.meeting,
        meeting_title: view.title,
        paper_id: log.paper,
        title: paper.title,
        ...(paper.symbol && { symbol: paper.symbol }),
        hash: log.hash,
        current: paper.hash === log.hash,
        page,
        kinds,
        ...(snippet && { snippet }),
      });
    }
  }
  return any ? { pages, more: false, kept: true } : undefined;
}
