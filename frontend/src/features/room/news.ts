// What is new in a meeting since somebody last looked: the picture of now against a short note of what they had seen.
import type { MeetingView } from "../../live/frame";

/** What somebody had seen. */
export interface Seen {
  room: string;
  starts_at: string;
  /** Items in their order, with their short titles. */
  items: [id: string, title: string][];
  /** Papers: the version seen, and what the paper was called. */
  papers: Record<string, [hash: string, title: string]>;
}

export type News =
  | { kind: "paper_new" | "paper_changed"; paper: string; title: string; at: string }
  | { kind: "paper_gone" | "item_gone"; title: string }
  | { kind: "item_new" | "item_renamed"; item: string; title: string }
  | { kind: "order" }
  | { kind: "place"; room: string; starts_at: string };

export function seenOf(view: MeetingView): Seen {
  return {
    room: view.room,
    starts_at: view.starts_at,
    items: view.agenda.order.flatMap((id) => {
      const item = view.agenda.items[id];
      return item ? [[id, item.short_title] as [string, string]] : [];
    }),
    papers: Object.fromEntries(
      Object.entries(view.papers).map(([id, { hash, title }]) => [id, [hash, title] as [string, string]]),
    ),
  };
}

/** Where and when first, then papers, the newest first, then the agenda. */
export function newsSince(seen: Seen, view: MeetingView): News[] {
  const news: News[] = [];
  if (seen.room !== view.room || seen.starts_at !== view.starts_at) {
    news.push({ kind: "place", room: view.room, starts_at: view.starts_at });
  }
  const papers: Extract<News, { at: string }>[] = [];
  for (const [id, { hash, title, updated_at: at }] of Object.entries(view.papers)) {
    const known = Object.hasOwn(seen.papers, id) ? seen.papers[id] : undefined;
    if (!known) papers.push({ kind: "paper_new", paper: id, title, at });
    else if (known[0] !== hash) papers.push({ kind: "paper_changed", paper: id, title, at });
  }
  news.push(...papers.sort((a, b) => Date.parse(b.at) - Date.parse(a.at)));
  for (const [id, [, title]] of Object.entries(seen.papers)) {
    if (!view.papers[id]) news.push({ kind: "paper_gone", title });
  }
  const before = new Map(seen.items);
  const { order, items } = view.agenda;
  for (const id of order) {
    const title = items[id]?.short_title ?? "";
    const known = before.get(id);
    if (known === undefined) news.push({ kind: "item_new", item: id, title });
    else if (known !== title) news.push({ kind: "item_renamed", item: id, title });
  }
  for (const [id, title] of seen.items) if (!items[id]) news.push({ kind: "item_gone", title });
  const kept = (ids: string[], other: (id: string) => boolean) => ids.filter(other).join();
  const was = kept(
    seen.items.map(([id]) => id),
    (id) => items[id] !== undefined,
  );
  if (was !== kept(order, (id) => before.has(id))) news.push({ kind: "order" });
  return news;
}
