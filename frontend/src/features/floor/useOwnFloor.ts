// Asking for the floor from one's own seat: at once, or as its asker chooses where nobody hears it.
import type { MeetingView, Mine } from "../../live/frame";
import { useAsked } from "../asked/useAsked";
import { type Turn, turnOf } from "./floor";
import { useDeclined } from "./useDeclined";
import { useFloorActs } from "./useFloorActs";

const ASK = { do: "ask_floor" } as const;
const WITHDRAW = { do: "withdraw_floor" } as const;

export interface OwnFloor {
  turn: Turn;
  /** Goes when the line is back. */
  kept?: "ask" | "withdraw";
  busy: boolean;
  ask(): void;
  withdraw(): void;
  /** What is kept is not to go after all. */
  drop(): void;
  /** Those who run the meeting took them out of the queue, and they have not said that they know. */
  declined: boolean;
  understood(): void;
  end(): void;
  refusal: ReturnType<typeof useFloorActs>["refusal"];
  forget(): void;
}

export function useOwnFloor(view: MeetingView, mine: Mine, cut: number | undefined): OwnFloor {
  const asked = useAsked(view.meeting_id);
  const { act, doing, refusal, forget } = useFloorActs(view.meeting_id);
  const item = view.agenda.current ?? undefined;
  const turn = turnOf(view, mine);
  const waits = [asked.of(ASK), asked.of(WITHDRAW)].find((one) => one?.stage === "kept");
  const kept = waits && (waits.wish.do === ASK.do ? "ask" : "withdraw");
  const { declined, understood } = useDeclined(view, mine);
  return {
    turn,
    declined,
    understood,
    // What it was to change has changed without it: nothing is left to be kept back.
    kept: turn.is === (kept === "ask" ? "none" : "waiting") ? kept : undefined,
    busy: doing !== undefined,
    ask() {
      if (!item) return;
      if (cut !== undefined) asked.offer(ASK, item);
      else act({ do: "ask", item }, undefined, (key) => asked.offer(ASK, item, key));
    },
    withdraw() {
      if (cut !== undefined) asked.offer(WITHDRAW, item);
      else act({ do: "withdraw" }, undefined, (key) => asked.offer(WITHDRAW, item, key));
    },
    drop: () => waits && asked.drop(waits.key),
    end: () => turn.is === "speaking" && act({ do: "end", whose: turn.speaker.attendee_id }),
    refusal,
    forget,
  };
}
