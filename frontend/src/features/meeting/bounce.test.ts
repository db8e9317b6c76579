// A worn clicker must not skip an item, and a chair who pauses and goes on at once must not be ignored.
import { expect, it } from "vitest";
import { bounces } from "./bounce";

it("takes the same act twice within a blink as one, and any other at once", () => {
  const pause = { act: "pause", at: 1_000 };
  expect(bounces(undefined, pause)).toBe(false);
  expect(bounces(pause, { act: "pause", at: 1_299 })).toBe(true);
  expect(bounces(pause, { act: "pause", at: 1_300 })).toBe(false);
  expect(bounces(pause, { act: "resume", at: 1_001 })).toBe(false);
});
