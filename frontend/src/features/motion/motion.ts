// A vote as a screen reads it: whether it is open, whether it is asked of me, what is left of its time, and what was counted.
import type { Schemas } from "../../api/client";
import type { MeetingView, Mine } from "../../live/frame";
import { me } from "../meeting/situation";

export type Motion = Schemas["MotionView"];
export type Tally = Schemas["Tally"];
export type Choice = Schemas["Choice"];

export const CHOICES: readonly Choice[] = ["for", "against", "abstain"];

/** The newest vote on the current item, open or counted. */
export const motionOf = (view: MeetingView): Motion | undefined => view.motion ?? undefined;

/** The vote that is open. */
export function openMotion(view: MeetingView): Motion | undefined {
  const motion = motionOf(view);
  return motion && !motion.closed_at ? motion : undefined;
}

/** Why somebody has no ballot to cast; nothing where they have. */
export function noBallot(view: MeetingView, mine: Mine): "noVote" | "absent" | undefined {
  const self = me(view, mine);
  if (!self?.votes || !view.can.includes("cast_ballot")) return "noVote";
  return self.present ? undefined : "absent";
}

/** Milliseconds of the announced time that are left: below nothing once it is over; none where no time was announced. */
export function timeLeft({ due_at }: Motion, now: number): number | undefined {
  return due_at ? Date.parse(due_at) - now : undefined;
}

/** What share of the announced time is gone, 0 to 1. */
export function timeGone({ put_at, due_at }: Motion, now: number): number {
  if (!due_at) return 0;
  const [from, to] = [Date.parse(put_at), Date.parse(due_at)];
  return Math.min(1, Math.max(0, (now - from) / (to - from)));
}

/** Who is here, votes, and has not yet: for those who run the meeting. In protocol order. */
export function missing(view: MeetingView, motion: Motion): string[] {
  return view.attendees.order.filter((id) => {
    const person = view.attendees.people[id];
    return person?.votes && person.present && !motion.voted[id];
  });
}

/** How many vote in this meeting, and how many of them are here, as far as this screen sees the list. */
export function voters(view: MeetingView): { members: number; here: number } {
  const all = Object.values(view.attendees.people).filter((one) => one.votes);
  return { members: all.length, here: all.filter((one) => one.present).length };
}

export type Part = "for" | "against" | "abstain" | "silent" | "absent";

/** Everybody counted, in the order a chart shows them. */
export const partsOf = (tally: Tally): { part: Part; count: number }[] =>
  (["for", "against", "abstain", "silent", "absent"] as const).map((part) => ({ part, count: tally[part] }));

/** 79,2 of 100: a share of all members as a number with one decimal. */
export const share = (tally: Tally): number =>
  tally.members === 0 ? 0 : Math.round((tally.for / tally.members) * 1000) / 10;
