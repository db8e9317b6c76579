// A paper's pages as words, and what is found in them.
import { answer, api, type Schemas } from "../../api/client";
import type { FoundInPaper } from "../../find/paper";
import type { PageWord } from "../../reader/words";
import { orKept } from "../../vault/offline";
import { keptFind, keptPageOf } from "../../vault/reading";

export type PageText = Omit<Schemas["PageView"], "words"> & { words: PageWord[] };

const at = (meeting_id: string, paper_id: string) => ({ meeting_id, paper_id });

export const pageQuery = (meeting: string, paper: string, hash: string, page: number) => ({
  queryKey: ["page", meeting, paper, hash, page],
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: 300_000,
  queryFn: () => orKept(askedPage(meeting, paper, hash, page), () => keptPageOf(meeting, paper, hash, page)),
});

const askedPage = async (meeting: string, paper: string, hash: string, page: number) =>
  (await answer(
    api.GET("/api/meetings/{meeting_id}/papers/{paper_id}/pages/{page}", {
      params: { path: { ...at(meeting, paper), page }, query: { hash } },
    }),
  )) as PageText;

export const findQuery = (meeting: string, paper: string, hash: string, q: string) => ({
  queryKey: ["find", meeting, paper, hash, q],
  enabled: q !== "",
  staleTime: 60_000,
  queryFn: () => orKept(askedFind(meeting, paper, hash, q), () => keptFind(meeting, paper, hash, q)),
});

const askedFind = async (meeting: string, paper: string, hash: string, q: string) =>
  // The contract calls pairs and rectangles lists of numbers.
  (await answer(
    api.GET("/api/meetings/{meeting_id}/papers/{paper_id}/search", {
      params: { path: at(meeting, paper), query: { q, hash } },
    }),
  )) as unknown as FoundInPaper;
