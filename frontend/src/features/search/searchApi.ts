// Asking for papers by their words: only what the asker may read is found, and counted.
import { infiniteQueryOptions } from "@tanstack/react-query";
import { answer, api, type Schemas } from "../../api/client";
import type { Rectangle } from "../../reader/leaf";
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
type Found = Omit<Schemas["SearchFound"], "hits"> & { hits: Hit[] };

/** The contract calls pairs and rectangles lists of numbers. */
const read = (found: Schemas["SearchFound"]): Found => ({ ...found, hits: found.hits as unknown as Hit[] });

export const searchQuery = ({ q, year, type, unit, meeting }: Question) =>
  infiniteQueryOptions({
    queryKey: ["search", { q, year, type, unit, meeting }],
    enabled: Boolean(q),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: Found) => last.next,
    queryFn: async ({ pageParam: after }) =>
      read(
        await answer(
          api.GET("/api/search", { params: { query: { q: q ?? "", year, type, unit, meeting, after } } }),
        ),
      ),
  });
