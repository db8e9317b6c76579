// What an attendee is shown, and when the next item may be expected.
import { expect, test } from "vitest";
import type { MeetingView } from "../../live/frame";
import { expectedStart, nextItem, shownItem, skipped, standing } from "./situation";

const MINUTE = 60_000;
const start = Date.parse("2026-11-22T01:00:00Z");
const item = (state: string, planned: number) => ({
  state,
  planned_minutes: 10,
  planned_start: new Date(start + planned * MINUTE).toISOString(),
  spent_ms: state === "current" ? 4 * MINUTE : 0,
});
function view(change: object = {}): MeetingView {
  const items = {
    a: item("done", 0),
    b: item("pending", 10),
    c: item("current", 20),
    d: item("pending", 30),
  };
  const agenda = { order: ["a", "b", "c", "d"], items, current: "c" };
  return { phase: "open", audience: "member", agenda, ...change } as unknown as MeetingView;
}

test("the next item is after the current one; one the meeting went past is skipped", () => {
  expect(nextItem(view())).toBe("d");
  expect(skipped(view(), "b")).toBe(true);
  expect(skipped(view(), "d")).toBe(false);
});

test("an item begins when the rest before it is used up, and by plan for whoever does not see it all", () => {
  expect(expectedStart(view(), "d", start)).toBe(start + 6 * MINUTE);
  expect(expectedStart(view({ audience: "guest" }), "d", start)).toBe(start + 30 * MINUTE);
  expect(expectedStart(view({ phase: "published" }), "d", start)).toBe(start + 30 * MINUTE);
});

test("the item looked at stays, as long as it exists; otherwise the current one, or the next", () => {
  expect(shownItem(view(), "a")).toBe("a");
  expect(shownItem(view(), "gone")).toBe("c");
  const waiting = view({
    agenda: { order: ["a", "d"], items: { a: item("done", 0), d: item("pending", 30) } },
  });
  expect(shownItem(waiting, undefined)).toBe("d");
  expect(standing(waiting)).toBe("wait");
});

test("when all that concerned one is done there is nothing to wait for", () => {
  const done = view({ agenda: { order: ["a"], items: { a: item("done", 0) } } });
  expect(standing(done)).toBe("thanks");
  expect(shownItem(done, undefined)).toBe("a");
});
