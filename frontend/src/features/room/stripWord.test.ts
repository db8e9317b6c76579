// The order in which the notice slot speaks.
import { expect, test } from "vitest";
import type { MeetingView } from "../../live/frame";
import type { Notice } from "../../live/picture";
import { stripWord } from "./stripWord";

const mine = { attendee_id: "me" };
const item = (state: string) => ({ state, kind: "matter", planned_minutes: 10, papers: [] });

function view(change: object = {}): MeetingView {
  return {
    phase: "open",
    audience: "member",
    can: ["see_room", "check_in"],
    agenda: { order: ["a", "b"], items: { a: item("current"), b: item("pending") }, current: "a", total: 2 },
    attendees: { order: ["me"], people: { me: { present: true, present_at: "2026-11-22T01:00:00Z" } } },
    session: {},
    ...change,
  } as unknown as MeetingView;
}
const absent = { order: ["me"], people: { me: { present: false } } };
const notice = (kind: Notice["kind"], key: number): Notice => ({ kind, key });
const say = (
  v: MeetingView,
  notices: Notice[] = [],
  cut?: number,
  lead = false,
  floor = false,
  vote = false,
) => stripWord({ view: v, mine, cut, notices, lead, floor, vote });

test("a lost connection comes before everything", () => {
  const paused = view({ phase: "paused", session: { paused_at: "2026-11-22T02:00:00Z" } });
  expect(say(paused, [notice("paper_replaced", 1)], 5)).toEqual({ kind: "cut", since: 5 });
});

test("who leads a paper comes before what changed, and after a lost connection", () => {
  expect(say(view(), [notice("paper_replaced", 1)], undefined, true)).toEqual({ kind: "lead" });
  expect(say(view(), [], 5, true)).toEqual({ kind: "cut", since: 5 });
});

test("that one is to speak comes before who leads and what changed, and after a lost connection", () => {
  expect(say(view(), [notice("paper_replaced", 1)], undefined, true, true)).toEqual({ kind: "floor" });
  expect(say(view(), [], 5, true, true)).toEqual({ kind: "cut", since: 5 });
});

test("that one is to vote comes before whatever else is said in the meeting", () => {
  expect(say(view(), [notice("paper_replaced", 1)], undefined, true, true, true)).toEqual({ kind: "vote" });
  expect(say(view(), [], 5, true, true, true)).toEqual({ kind: "cut", since: 5 });
});

test("what changed comes next, the newest first, and the picture's own news is left out", () => {
  const word = say(view(), [
    notice("paper_replaced", 1),
    notice("paper_attached", 2),
    notice("session_paused", 3),
  ]);
  expect(word).toEqual({ kind: "notice", notice: notice("paper_attached", 2), more: 1 });
});

test("the pause, then checking in, then the current item", () => {
  const paused_at = "2026-11-22T02:00:00Z";
  expect(say(view({ phase: "paused", session: { paused_at }, attendees: absent }))).toEqual({
    kind: "paused",
    since: paused_at,
  });
  expect(say(view({ attendees: absent }))).toEqual({ kind: "checkIn" });
  expect(say(view())).toEqual({ kind: "current", item: "a" });
});

test("before the opening one who is here waits", () => {
  const agenda = { order: ["a"], items: { a: item("pending") } };
  expect(say(view({ phase: "published", agenda }))).toEqual({ kind: "ready", at: "2026-11-22T01:00:00Z" });
});

test("a guest waits for the item, and is thanked after it, here or not", () => {
  const waiting = { order: ["a"], items: { a: item("pending") } };
  const done = { order: ["a"], items: { a: item("done") } };
  expect(say(view({ audience: "guest", agenda: waiting, attendees: absent }))).toEqual({
    kind: "wait",
    item: "a",
  });
  expect(say(view({ audience: "guest", agenda: done, attendees: absent }))).toEqual({ kind: "thanks" });
});
