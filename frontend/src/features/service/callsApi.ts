// Calls for service: one's own, and the desk's list of everybody's.
import { queryOptions } from "@tanstack/react-query";
import { answer, api, type Schemas } from "../../api/client";

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
    queryFn: () =>
      answer(api.GET("/api/meetings/{meeting_id}/calls", { params: { path: { meeting_id: meeting } } })),
    // Who waits for nothing need not ask.
    refetchInterval: ({ state }) => (state.data && state.data.calls.length > 0 ? LOST_RING_MS : false),
  });

export const deskCallsQuery = queryOptions({
  queryKey: ["calls"],
  queryFn: () => answer(api.GET("/api/calls")),
  refetchInterval: DESK_MS,
});

export const settle = (id: string, state: "received" | "done") =>
  answer(api.PUT("/api/calls/{call_id}", { params: { path: { call_id: id } }, body: { state } }));
