// Proves what a screen reads off a vote: whose it is, what is left of its time, who is missing.
import { expect, it } from "vitest";
import type { MeetingView } from "../../live/frame";
import {
  type Motion,
  missing,
  noBallot,
  openMotion,
  partsOf,
  share,
  type Tally,
  timeGone,
  timeLeft,
} from "./motion";

const person = (votes: boolean, present: boolean) => ({ votes, present });
const motion = {
  motion_id: "m",
  put_at: "2026-11-27T01:00:00Z",
  due_at: "2026-11-27T01:02:00Z",
  cast: 1,
  voted: { a: true },
} as unknown as Motion;
const view = {
  can: ["cast_ballot"],
  motion,
  attendees: {
    order: ["c", "a", "b", "d"],
    people: { a: person(true, true), b: person(true, false), c: person(true, true), d: person(false, true) },
  },
} as unknown as MeetingView;
const tally: Tally = { members: 48, for: 38, against: 2, abstain: 2, silent: 0, absent: 6 };

it("asks those who vote and are here, and says why it does not ask the others", () => {
  const asked = (id: string) => noBallot(view, { attendee_id: id } as never);
  expect(["a", "b", "d"].map(asked)).toEqual([undefined, "absent", "noVote"]);
  expect(noBallot(view, {} as never)).toBe("noVote");
  expect(missing(view, motion)).toEqual(["c"]);
});

it("is open until it is closed, whatever its time", () => {
  expect(openMotion(view)).toBe(motion);
  expect(openMotion({ ...view, motion: { ...motion, closed_at: "2026-11-27T01:01:00Z" } })).toBeUndefined();
  const late = Date.parse("2026-11-27T01:02:30Z");
  expect([timeLeft(motion, late), timeGone(motion, late)]).toEqual([-30_000, 1]);
  expect(timeGone(motion, Date.parse("2026-11-27T01:00:30Z"))).toBe(0.25);
  expect(timeLeft({ ...motion, due_at: undefined }, late)).toBeUndefined();
});

it("counts everybody, and says a share of all", () => {
  expect(partsOf(tally).reduce((sum, { count }) => sum + count, 0)).toBe(tally.members);
  expect(share(tally)).toBe(79.2);
  expect(share({ ...tally, members: 0 })).toBe(0);
});
