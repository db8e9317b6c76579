// The times a whole room reads: what is left, what is over, and how late the meeting will end.
import { describe, expect, it } from "vitest";
import type { Item } from "../../live/frame";
import { lateness, neighbour, plannedEnd, remaining, spentByItem, used } from "./timing";

const START = Date.parse("2026-11-23T01:00:00Z");
const MINUTE = 60_000;

function item(change: Partial<Item> = {}): Item {
  return {
    number: 1,
    kind: "matter",
    title: "Nội dung",
    short_title: "Nội dung",
    planned_minutes: 30,
    planned_start: new Date(START).toISOString(),
    admission: "all",
    guests: [],
    state: "current",
    spent_ms: 0,
    running_since: new Date(START).toISOString(),
    papers: [],
    revision: 1,
    ...change,
  };
}

describe("remaining", () => {
  it("counts down, finished stretches included", () => {
    expect(remaining(item({ spent_ms: 5 * MINUTE }), START + 10 * MINUTE)).toEqual({
      ms: 15 * MINUTE,
      over: false,
    });
  });
  it("is not over time before a whole second has passed", () => {
    expect(remaining(item(), START + 30 * MINUTE + 999)).toEqual({ ms: 0, over: false });
    expect(remaining(item(), START + 31 * MINUTE + 10_000)).toEqual({ ms: 70_000, over: true });
  });
  it("stands still while nothing runs", () => {
    const paused = item({ spent_ms: MINUTE, running_since: undefined });
    expect(remaining(paused, START + 600 * MINUTE).ms).toBe(29 * MINUTE);
  });
});

it("fills the bar to the plan and no further", () => {
  expect(used(item(), START + 15 * MINUTE)).toBe(0.5);
  expect(used(item(), START + 45 * MINUTE)).toBe(1);
  expect(used(item({ planned_minutes: 0 }), START)).toBe(0);
});

it("plans an item's end from its start", () => {
  expect(plannedEnd(item())).toBe(START + 30 * MINUTE);
});

it("says how late the end is in whole minutes", () => {
  expect(lateness(START + 29_000, START)).toEqual({ when: "onTime", minutes: 0 });
  expect(lateness(START + 12 * MINUTE, START)).toEqual({ when: "late", minutes: 12 });
  expect(lateness(START - 5 * MINUTE, START)).toEqual({ when: "early", minutes: 5 });
});

it("knows what comes before and after, and what does not", () => {
  const agenda = { order: ["a", "b"], items: {}, total: 2 };
  expect(neighbour(agenda, "a", 1)).toBe("b");
  expect(neighbour(agenda, "b", 1)).toBeUndefined();
  expect(neighbour(agenda, "a", -1)).toBeUndefined();
  expect(neighbour(agenda, undefined, 1)).toBeUndefined();
  expect(neighbour(agenda, "gone", 1)).toBeUndefined();
});

it("sets the plan against what each item took", () => {
  const done = item({ state: "done", spent_ms: 42 * MINUTE, running_since: undefined });
  expect(spentByItem({ order: ["a", "gone"], items: { a: done }, total: 1 }, START)).toEqual([
    { id: "a", item: done, plannedMs: 30 * MINUTE, spentMs: 42 * MINUTE },
  ]);
});
