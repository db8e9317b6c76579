// Only a field two people changed differently is worth a question.
import { describe, expect, it } from "vitest";
import { changed, clashing } from "./clash";

const base = { title: "A", minutes: 20, guests: ["x"] };

describe("changed", () => {
  it("keeps what differs, by value", () => {
    expect(changed(base, { title: "A", minutes: 25, guests: ["x"] })).toEqual({ minutes: 25 });
    expect(changed(base, { ...base, guests: [] })).toEqual({ guests: [] });
  });
});

describe("clashing", () => {
  it("names the fields both changed differently", () => {
    expect(clashing(base, { title: "B", minutes: 25 }, { ...base, title: "C" })).toEqual(["title"]);
  });
  it("lets through what only one of the two changed", () => {
    expect(clashing(base, { title: "B" }, { ...base, minutes: 30 })).toEqual([]);
  });
  it("lets through what both changed alike", () => {
    expect(clashing(base, { title: "B" }, { ...base, title: "B" })).toEqual([]);
  });
});
