// Which meeting leads, and which are over.
import { expect, test } from "vitest";
import { type Summary, sortMeetings } from "./meetings";
import { untilStart } from "./until";

const now = "2026-11-22T02:00:00Z";
const meeting = (meeting_id: string, phase: string, starts_at: string) =>
  ({ meeting_id, phase, starts_at }) as Summary;
const ids = (meetings: Summary[]) => meetings.map(({ meeting_id }) => meeting_id);

test("a running meeting leads, then those to come; the newest of the past first", () => {
  const { lead, later, past } = sortMeetings(
    [
      meeting("tomorrow", "published", "2026-11-23T01:00:00Z"),
      meeting("late", "published", "2026-11-22T01:00:00Z"),
      meeting("running", "paused", "2026-11-22T01:30:00Z"),
      meeting("never opened", "published", "2026-11-20T01:00:00Z"),
      meeting("closed", "closed", "2026-11-21T01:00:00Z"),
      meeting("draft", "draft", "2026-11-24T01:00:00Z"),
    ],
    now,
  );
  expect(lead?.meeting_id).toBe("running");
  expect(ids(later)).toEqual(["late", "tomorrow"]);
  expect(ids(past)).toEqual(["closed", "never opened"]);
});

test("nothing at all", () => {
  expect(sortMeetings([], now)).toEqual({ lead: undefined, later: [], past: [] });
});

test("the time left is told in days, hours and minutes, and not once it has come", () => {
  const at = Date.parse(now);
  expect(untilStart("2026-11-22T02:17:30Z", at)).toEqual({ hours: 0, minutes: 18 });
  expect(untilStart("2026-11-22T04:05:00Z", at)).toEqual({ hours: 2, minutes: 5 });
  expect(untilStart("2026-11-25T01:00:00Z", at)).toEqual({ days: 3 });
  expect(untilStart(now, at)).toBeUndefined();
});
