// Calls for service: one's own, and the desk's list of everybody's.
import { queryOptions } from "@tanstack/react-query";
import { answer, api, type Schemas } from "../../api/client";
import { keepCalls, keptCalls } from "../../vault/calls";
import { orKept } from "../../vault/offline";

export type Call = Schemas["CallView"];
export type CallKind = Call["kind"];
export const KINDS: readonly CallKind[] = ["water", "paper", "technician", "secretary"];

/** The live channel rings; this is for a ring that was lost. */
const LOST_RING_MS = 15_000;
/** The desk is rung only in the meeting it has open, and looks after all of them. */
const DESK_MS = 5_000;

export const myCallsQuery = (meeting: string) =>
  queryOptions({
    queryKey: ["calls", meeting],
    queryFn: () => orKept(asked(meeting), () => keptCalls(meeting)),
    // Who waits for nothing need not ask.
    refetchInterval: ({ state }) => (state.data && state.data.calls.length > 0 ? LOST_RING_MS : false),
  });

async function asked(meeting: string): Promise<Schemas["Calls"]> {
  const path = { meeting_id: meeting };
  const calls = await answer(api.GET("/api/meetings/{meeting_id}/calls", { params: { path } }));
  await keepCalls(meeting, calls).catch(() => {});
  return calls;
}

export const deskCallsQuery = queryOptions({
  queryKey: ["calls"],
  queryFn: () => answer(api.GET("/api/calls")),
  refetchInterval: DESK_MS,
});

export const settle = (id: string, state: "received" | "done") =>
  answer(api.PUT("/api/calls/{call_id}", { params: { path: { call_id: id } }, body: { state } }));
