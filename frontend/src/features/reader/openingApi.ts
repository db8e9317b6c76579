// What the reader asks before it opens a paper: which bytes, how the pages look, what has changed since the last time.
import { answer, api, type Schemas } from "../../api/client";
import type { Rectangle } from "../../reader/leaf";
import { vaultOf } from "../../vault/keeper";
import { openingRecord } from "../../vault/kept";
import { orKept } from "../../vault/offline";
import type { StudyState } from "../papers/factsApi";

/** The hash of what to fetch is absent where there are no pages to show. */
export type Opening = Omit<Schemas["Opening"], "state" | "page_sizes"> & {
  state: StudyState;
  page_sizes: [width: number, height: number][];
  /** Its bytes are all on this tablet. */
  kept?: boolean;
};

const at = (meeting_id: string, paper_id: string) => ({ meeting_id, paper_id });

/** Asked once a version: the answer is about the reading before this one. */
export const openingQuery = (meeting: string, paper: string, version: string) => ({
  queryKey: ["opening", meeting, paper, version],
  staleTime: Number.POSITIVE_INFINITY,
  // Opened anew it is asked anew: what was read meanwhile has changed no more.
  gcTime: 0,
  queryFn: async () => {
    const opening = await orKept<Opening>(asked(meeting, paper, version), async () =>
      (await vaultOf(meeting))?.get<Opening>(openingRecord(paper, version)),
    );
    const vault = opening.hash ? await vaultOf(meeting) : undefined;
    const file = await vault?.file(opening.hash ?? "").catch(() => undefined);
    return { ...opening, kept: file?.whole ?? false };
  },
});

const asked = async (meeting: string, paper: string, version: string) =>
  (await answer(
    api.GET("/api/meetings/{meeting_id}/papers/{paper_id}/opening", {
      params: { path: at(meeting, paper), query: { hash: version } },
    }),
  )) as Opening;

/** From now on changes count from this version. Whoever cannot be told is told the same changes once more. */
export function noteReading(meeting: string, paper: string, version: string) {
  api
    .PUT("/api/meetings/{meeting_id}/papers/{paper_id}/reading", {
      params: { path: at(meeting, paper) },
      body: { hash: version },
    })
    .catch(() => {});
}

/** Where a search hit stands; travels with the address, so that going back finds it again. */
export interface Found {
  page: number;
  rectangles: Rectangle[];
  /** What was asked. */
  q?: string;
}

declare module "@tanstack/react-router" {
  interface HistoryState {
    found?: Found;
  }
}
