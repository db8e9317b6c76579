// What one asks the server about one's own notes, beside the strokes themselves.
import { answer, api, type Schemas } from "../../api/client";
import type { LogKey } from "../../ink/op";

export type NotePage = Schemas["HandPageView"];
export type Carried = Schemas["Carried"];

/** My marked pages, of one meeting or of all. */
export const notesQuery = (meeting?: string) => ({
  queryKey: ["hand", meeting ?? "all"],
  // What was written a moment ago shall be there.
  staleTime: 0,
  queryFn: async () =>
    await answer(
      meeting
        ? api.GET("/api/meetings/{meeting_id}/hand", { params: { path: { meeting_id: meeting } } })
        : api.GET("/api/hand"),
    ),
});

export const carryOver = ({ meeting, paper, hash }: LogKey, from: string): Promise<Carried> =>
  answer(
    api.POST("/api/meetings/{meeting_id}/papers/{paper_id}/hand/carry", {
      params: { path: { meeting_id: meeting, paper_id: paper } },
      body: { from, to: hash },
    }),
  );

export const copyAddress = ({ meeting, paper, hash }: LogKey) =>
  `/api/meetings/${meeting}/papers/${paper}/hand/copy?hash=${hash}`;
