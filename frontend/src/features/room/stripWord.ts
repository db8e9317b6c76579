// What the one notice slot says: the most pressing word of all that could be said.
import type { MeetingView, Mine } from "../../live/frame";
import type { Notice } from "../../live/picture";
import { me, nextItem, standing, told } from "../meeting/situation";

export type StripWord =
  | { kind: "cut"; since: number }
  | { kind: "vote" }
  | { kind: "floor" }
  | { kind: "lead" }
  | { kind: "notice"; notice: Notice; more: number }
  | { kind: "paused"; since?: string }
  | { kind: "checkIn" }
  | { kind: "ready"; at?: string }
  | { kind: "wait"; item?: string }
  | { kind: "thanks" }
  | { kind: "current"; item: string };

export interface StripFacts {
  view: MeetingView;
  mine: Mine;
  cut?: number;
  notices: readonly Notice[];
  /** This person is asked to vote: what is said to them is said elsewhere (motion/). */
  vote?: boolean;
  /** This person has the floor: what is said to them is said elsewhere (floor/). */
  floor?: boolean;
  /** Somebody leads, asks to lead, or has given the lead: what it says is said elsewhere (follow/). */
  lead?: boolean;
}

/** Lost connection, then that one is to vote, then that one is to speak, then who leads a paper, then what has changed, then the pause, then what is asked of me, then where the meeting is. */
export function stripWord({ view, mine, cut, notices, vote, floor, lead }: StripFacts): StripWord {
  if (cut !== undefined) return { kind: "cut", since: cut };
  if (vote) return { kind: "vote" };
  if (floor) return { kind: "floor" };
  if (lead) return { kind: "lead" };
  const open = told(notices);
  const newest = open.at(-1);
  if (newest) return { kind: "notice", notice: newest, more: open.length - 1 };
  if (view.phase === "paused") return { kind: "paused", since: view.session.paused_at };
  // Whoever waits outside is not asked to take a seat yet.
  const where = standing(view);
  if (where === "wait") return { kind: "wait", item: nextItem(view) };
  if (where === "thanks") return { kind: "thanks" };
  const self = me(view, mine);
  if (self && !self.present && view.can.includes("check_in")) return { kind: "checkIn" };
  const { current } = view.agenda;
  return current ? { kind: "current", item: current } : { kind: "ready", at: self?.present_at };
}
