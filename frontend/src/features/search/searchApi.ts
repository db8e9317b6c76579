// Asking for papers by their words: only what the asker may read is found, and counted.
import { infiniteQueryOptions } from "@tanstack/react-query";
import { answer, api, type Schemas } from "../../api/client";
import type { Rectangle } from "../../reader/leaf";
import { vaultOf, vaults } from "../../vault/keeper";
import { orKept } from "../../vault/offline";
import { HITS_AT_ONCE, searchKept } from "../../vault/search";
import type { Question } from "./question";

/** Text with the places that answer the question: start and length, in characters (code points). */
export interface Marked {
  text: string;
  marks: [start: number, length: number][];
}
/** As the server writes them, pairs and rectangles told apart. */
export type Hit = Omit<Schemas["SearchHit"], "snippet" | "rectangles"> & {
  snippet: Marked;
  rectangles: Rectangle[];
};
type Found = Omit<Schemas["SearchFound"], "hits"> & {
  hits: Hit[];
  /** Found on this tablet, without the server. */
  kept?: true;
};

/** The contract calls pairs and rectangles lists of numbers. */
const read = (found: Schemas["SearchFound"]): Found => ({ ...found, hits: found.hits as unknown as Hit[] });

export const searchQuery = ({ q, year, type, unit, meeting }: Question) =>
  infiniteQueryOptions({
    queryKey: ["search", { q, year, type, unit, meeting }],
    enabled: Boolean(q),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: Found) => last.next,
    queryFn: async ({ pageParam: after }) => {
      if (after?.startsWith(KEPT)) {
        const more = await kept({ q, year, type, unit, meeting }, Number(after.slice(KEPT.length)));
        if (more) return more;
      }
      return orKept(
        answer(
          api.GET("/api/search", { params: { query: { q: q ?? "", year, type, unit, meeting, after } } }),
        ).then(read),
        // Where the server left off, nobody but the server goes on.
        () => (after ? Promise.resolve(undefined) : kept({ q, year, type, unit, meeting })),
      );
    },
  });

const KEPT = "kept:";

/** What this tablet finds itself, in the papers it keeps: from that hit on. */
async function kept(question: Question, from = 0): Promise<Found | undefined> {
  const { q = "", meeting } = question;
  const searched = meeting ? [await vaultOf(meeting)].filter((vault) => vault !== undefined) : await vaults();
  if (searched.length === 0) return undefined;
  const { hits: all, more } = await searchKept(searched, q, question);
  const hits = all.slice(from, from + HITS_AT_ONCE).map((hit): Hit => ({ ...hit, rectangles: [] }));
  const next = from + hits.length;
  return { hits, total: all.length, more, kept: true, ...(next < all.length && { next: `${KEPT}${next}` }) };
}
