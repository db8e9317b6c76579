// Every difference is reached, in both directions, and each side shows only its own words.
import { expect, it } from "vitest";
import { differing, nextDifference, sideRuns } from "./comparisonWalk";
import type { ComparedPage } from "./factsApi";

const page = (kind: ComparedPage["kind"]): ComparedPage => ({ from: 1, to: 1, kind, runs: [] });
const pages = [page("same"), page("changed"), page("same"), page("added"), page("removed")];

it("goes round all differences", () => {
  expect(differing(pages)).toEqual([1, 3, 4]);
  expect([0, 1, 3, 4].map((from) => nextDifference(pages, from, 1))).toEqual([1, 3, 4, 1]);
  expect([4, 3, 1].map((from) => nextDifference(pages, from, -1))).toEqual([3, 1, 4]);
  expect(nextDifference([page("same")], 0, 1)).toBeUndefined();
});

it("leaves the other side's words out", () => {
  const changed: ComparedPage = {
    ...page("changed"),
    runs: [
      { kind: "same", text: "giảm " },
      { kind: "removed", text: "16" },
      { kind: "added", text: "18" },
    ],
  };
  expect(sideRuns(changed, "removed").map(({ text }) => text)).toEqual(["giảm ", "16"]);
  expect(sideRuns(changed, "added").map(({ text }) => text)).toEqual(["giảm ", "18"]);
});
