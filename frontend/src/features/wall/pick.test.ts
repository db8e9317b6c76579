// A wall is touched by nobody: what it shows must follow from the list alone.
import { expect, it } from "vitest";
import { pick, THANKS_MS } from "./pick";

const morning = { meeting_id: "morning", phase: "published", starts_at: "2026-11-23T01:00:00Z" } as const;
const afternoon = { meeting_id: "afternoon", phase: "published", starts_at: "2026-11-23T07:00:00Z" } as const;
const open = (line: typeof morning | typeof afternoon) => ({ ...line, phase: "open" as const });

it("welcomes the earliest published meeting", () => {
  expect(pick([afternoon, morning], undefined, 0)).toEqual({ meeting: "morning" });
  expect(pick([], undefined, 0)).toBeUndefined();
});

it("switches by itself to the meeting that opens, and stays with it", () => {
  const showing = { meeting: "morning" };
  expect(pick([morning, open(afternoon)], showing, 0)).toEqual({ meeting: "afternoon" });
  const running = { meeting: "afternoon" };
  expect(pick([open(morning), open(afternoon)], running, 0)).toBe(running);
});

it("thanks those who came before it welcomes the next", () => {
  const ended = pick([afternoon], { meeting: "morning" }, 1_000);
  expect(ended).toEqual({ meeting: "morning", goneAt: 1_000 });
  expect(pick([afternoon], ended, THANKS_MS)).toBe(ended);
  expect(pick([afternoon], ended, 1_000 + THANKS_MS)).toEqual({ meeting: "afternoon" });
  expect(pick([open(afternoon)], ended, 2_000)).toEqual({ meeting: "afternoon" });
});
