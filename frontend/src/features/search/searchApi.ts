// Asking for papers by their words: only what the asker may read is found, and counted.
import { infiniteQueryOptions } from "@tanstack/react-query";
import { answer, api, type Schemas } from "../../api/client";
import type { Rectangle } from "../../reader/leaf";
import { vaultOf, vaults } from "../../vault/keeper";
import { orKept } from "../../vault/offline";
import { searchVault } from "../../vault/search";
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
    queryFn: ({ pageParam: after }) =>
      orKept(
        answer(
          api.GET("/api/search", { params: { query: { q: q ?? "", year, type, unit, meeting, after } } }),
        ).then(read),
        // What narrows a question down is the server's: without it only the words are looked for.
        () => (after ? Promise.resolve(undefined) : kept(q ?? "", meeting)),
      ),
  });

/** What this tablet finds itself, in the papers it keeps. */
async function kept(q: string, meeting: string | undefined): Promise<Found | undefined> {
  const searched = meeting ? [await vaultOf(meeting)].filter((vault) => vault !== undefined) : await vaults();
  if (searched.length === 0) return undefined;
  const found = await Promise.all(searched.map((vault) => searchVault(vault, q)));
  const hits = found.flat().map((hit): Hit => ({ ...hit, item_id: "", rectangles: [] }));
  return { hits, total: hits.length, more: false, kept: true };
}
