// Proves that the queue is read in the order of asking, and that everybody finds their own turn in it.
import { expect, test } from "vitest";
import type { MeetingView } from "../../live/frame";
import { queueOf, seesButton, spoken, turnOf } from "./floor";

const speaker = { attendee_id: "s", name: "Ba", post: "", spent_ms: 60_000 };

function view(floor?: object, change: object = {}): MeetingView {
  return {
    can: ["ask_for_floor"],
    agenda: { order: ["a"], items: { a: { kind: "matter" } }, current: "a" },
    attendees: { order: ["me"], people: { me: { present: true } } },
    ...(floor && { floor }),
    ...change,
  } as unknown as MeetingView;
}

test("whoever asked before others waits before them, whatever their ids", () => {
  const asked = view({ waiting: { me: 41, a: 40, z: 9 } });
  expect(queueOf(asked)).toEqual(["z", "a", "me"]);
  expect(turnOf(asked, { attendee_id: "me" })).toEqual({ is: "waiting", place: 3 });
  expect(turnOf(asked, { attendee_id: "b" })).toEqual({ is: "none" });
  expect([queueOf(view()), turnOf(view(), {})]).toEqual([[], { is: "none" }]);
});

test("the speaker's clock counts on from what was spoken before a pause, and stands in one", () => {
  const at = Date.parse("2026-11-22T02:00:30Z");
  expect(spoken({ ...speaker, running_since: "2026-11-22T02:00:00Z" }, at)).toBe(90_000);
  expect(spoken(speaker, at)).toBe(60_000);
  expect(turnOf(view({ waiting: {}, speaker }), { attendee_id: "s" })).toEqual({ is: "speaking", speaker });
});

test("the button is for whoever is here, at the item that is dealt with", () => {
  const mine = { attendee_id: "me" };
  expect(seesButton(view(), mine)).toBe(true);
  expect(seesButton(view(undefined, { can: [] }), mine)).toBe(false);
  expect(seesButton(view(undefined, { agenda: { order: [], items: {} } }), mine)).toBe(false);
  const away = { attendees: { order: ["me"], people: { me: { present: false } } } };
  expect(seesButton(view(undefined, away), mine)).toBe(false);
});
