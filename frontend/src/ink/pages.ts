// The pages somebody has written on, as the tablet itself knows them: what the server would list, from what is here.
import { isMark, type LogKey, type Mark, type Op } from "./op";
import type { InkStore } from "./store";

export interface MarkedPage {
  log: LogKey;
  /** From 1. */
  page: number;
  kinds: Record<string, number>;
  /** How its first note begins. */
  snippet?: string;
}

/** As much of a note as the server's list shows. */
const SNIPPET = 120;

/** In the order of the pages. */
export function pagesOf(log: LogKey, ops: readonly Op[]): MarkedPage[] {
  const gone = new Set(ops.flatMap(({ kind, target }) => (kind === "erase" && target ? [target] : [])));
  const pages = new Map<number, MarkedPage>();
  for (const mark of ops) {
    if (!isMark(mark) || gone.has(mark.id)) continue;
    const page = pages.get(mark.page) ?? { log, page: mark.page, kinds: {} };
    page.kinds[mark.kind] = (page.kinds[mark.kind] ?? 0) + 1;
    page.snippet ??= snippetOf(mark);
    pages.set(mark.page, page);
  }
  return [...pages.values()].sort((a, b) => a.page - b.page);
}

function snippetOf({ kind, text }: Mark): string | undefined {
  if (kind !== "note" || !text) return undefined;
  const letters = [...text.replace(/\s+/gu, " ").trim()];
  return letters.length <= SNIPPET
    ? letters.join("")
    : `${letters
        .slice(0, SNIPPET - 1)
        .join("")
        .trimEnd()}…`;
}

export async function markedPages(store: InkStore, account: string): Promise<MarkedPage[]> {
  const logs = await store.logs(account);
  const all = await Promise.all(
    logs.map(async (log) =>
      pagesOf(
        log,
        (await store.load(log)).ops.map(({ op }) => op),
      ),
    ),
  );
  return all.flat();
}
