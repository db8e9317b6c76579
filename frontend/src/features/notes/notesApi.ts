// What one asks the server about one's own notes, beside the strokes themselves.
import { answer, api, type Schemas } from "../../api/client";
import { bookOf } from "../../ink/book";
import type { LogKey } from "../../ink/op";
import { type KeptNotes, keptNotes } from "../../vault/hand";
import { orKept } from "../../vault/offline";

export type NotePage = KeptNotes["pages"][number];
export type Carried = Schemas["Carried"];

/** My marked pages, of one meeting or of all; without network those of the papers on this tablet. */
export const notesQuery = (account: string, meeting?: string) => ({
  queryKey: ["hand", account, meeting ?? "all"],
  // What was written a moment ago shall be there.
  staleTime: 0,
  queryFn: () => orKept<KeptNotes>(asked(account, meeting), () => keptNotes(account, meeting)),
});

async function asked(account: string, meeting?: string): Promise<KeptNotes> {
  // The server lists what it has: what waits here goes first.
  await (await bookOf(account)).sync.flush().catch(() => {});
  return answer(
    meeting
      ? api.GET("/api/meetings/{meeting_id}/hand", { params: { path: { meeting_id: meeting } } })
      : api.GET("/api/hand"),
  );
}

export const carryOver = ({ meeting, paper, hash }: LogKey, from: string): Promise<Carried> =>
  answer(
    api.POST("/api/meetings/{meeting_id}/papers/{paper_id}/hand/carry", {
      params: { path: { meeting_id: meeting, paper_id: paper } },
      body: { from, to: hash },
    }),
  );

export const copyAddress = ({ meeting, paper, hash }: LogKey) =>
  `/api/meetings/${meeting}/papers/${paper}/hand/copy?hash=${hash}`;
