// One's own ballot: chosen, sent, and counted once the server says so with a receipt. Without network it is kept, and sent when the line is back.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { answer, api } from "../../api/client";
import type { MeetingView } from "../../live/frame";
import { isUnreachable } from "../../vault/offline";
import { useAsked } from "../asked/useAsked";
import { useAct } from "../meeting/useAct";
import { type Choice, motionOf } from "./motion";

export type OwnBallot =
  | { stage: "none" }
  | { stage: "sending" | "kept"; choice: Choice }
  | { stage: "cast"; choice: Choice; at: string; receipt: string };

export interface BallotBox {
  ballot: OwnBallot;
  send(choice: Choice): void;
  /** What is kept is not to go: to choose anew. */
  takeBack(): void;
  refusal: ReturnType<typeof useAct>["refusal"];
  forget(): void;
}

/** `asked`: whether one has a ballot here at all; nobody else asks the server for theirs. */
export function useOwnBallot(view: MeetingView, asked: boolean, cut: number | undefined): BallotBox {
  const motion = motionOf(view);
  const id = motion?.motion_id ?? "";
  const path = { meeting_id: view.meeting_id, motion_id: id };
  const outbox = useAsked(view.meeting_id);
  const client = useQueryClient();
  const key = ["ballot", view.meeting_id, id];
  // Where nobody has voted yet, I have not: a thousand tablets need not ask that at once.
  const fresh = motion?.cast === 0;
  useEffect(() => {
    if (fresh && id) client.setQueryData(["ballot", view.meeting_id, id], {});
  }, [client, fresh, view.meeting_id, id]);
  const { data } = useQuery({
    queryKey: key,
    queryFn: () =>
      answer(api.GET("/api/meetings/{meeting_id}/motions/{motion_id}/ballot", { params: { path } })),
    enabled: asked && id !== "" && !fresh && cut === undefined,
    // Asked for when a page opens, not when somebody else votes.
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnMount: "always",
  });
  const { act, doing, refusal, forget } = useAct((choice: Choice, headers) =>
    api.PUT("/api/meetings/{meeting_id}/motions/{motion_id}/ballot", {
      params: { path },
      headers,
      body: { choice },
    }),
  );
  const waits = outbox.asked.find(({ wish }) => wish.do === "cast_ballot" && wish.motion === id);
  const kept = waits?.stage === "kept" && waits.wish.do === "cast_ballot" ? waits.wish.choice : undefined;
  // What was kept has gone, heard or refused: the server says which.
  const held = useRef(kept);
  useEffect(() => {
    const gone = held.current !== undefined && kept === undefined;
    held.current = kept;
    if (gone) void client.invalidateQueries({ queryKey: ["ballot", view.meeting_id, id] });
  }, [client, kept, view.meeting_id, id]);

  const cast = data?.ballot;
  return {
    ballot: cast
      ? { stage: "cast", ...cast }
      : kept
        ? { stage: "kept", choice: kept }
        : doing
          ? { stage: "sending", choice: doing }
          : { stage: "none" },
    send(choice) {
      if (!id || doing || cast || kept) return;
      const wish = { do: "cast_ballot", motion: id, choice } as const;
      if (cut !== undefined) return outbox.hold(wish, motion?.item_id);
      act(
        choice,
        (own) => client.setQueryData(key, own),
        (refusal, tried) => {
          if (!isUnreachable(refusal)) return;
          forget();
          outbox.hold(wish, motion?.item_id, tried);
        },
      );
    },
    takeBack: () => waits && outbox.drop(waits.key),
    refusal,
    forget,
  };
}
