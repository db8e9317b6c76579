// A paper's pages as words, and what is found in them.
import { answer, api, type Schemas } from "../../api/client";
import type { Rectangle } from "../../reader/leaf";
import type { PageWord } from "../../reader/words";
import type { Marked } from "../search/searchApi";

export interface FoundPlace {
  page: number;
  rectangles: Rectangle[];
  /** Only at the first place of a page. */
  snippet?: Marked;
}
export interface FoundInPaper {
  places: FoundPlace[];
  /** There are more than are shown. */
  more: boolean;
  /** Every page's text is known. */
  complete: boolean;
}
export type PageText = Omit<Schemas["PageView"], "words"> & { words: PageWord[] };

const at = (meeting_id: string, paper_id: string) => ({ meeting_id, paper_id });

export const pageQuery = (meeting: string, paper: string, hash: string, page: number) => ({
  queryKey: ["page", meeting, paper, hash, page],
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: 300_000,
  queryFn: async () =>
    (await answer(
      api.GET("/api/meetings/{meeting_id}/papers/{paper_id}/pages/{page}", {
        params: { path: { ...at(meeting, paper), page }, query: { hash } },
      }),
    )) as PageText,
});

export const findQuery = (meeting: string, paper: string, hash: string, q: string) => ({
  queryKey: ["find", meeting, paper, hash, q],
  enabled: q !== "",
  staleTime: 60_000,
  queryFn: async () =>
    // The contract calls pairs and rectangles lists of numbers.
    (await answer(
      api.GET("/api/meetings/{meeting_id}/papers/{paper_id}/search", {
        params: { path: at(meeting, paper), query: { q, hash } },
      }),
    )) as unknown as FoundInPaper,
});
