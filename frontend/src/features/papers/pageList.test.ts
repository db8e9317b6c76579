// Runs are joined, order and repetition do not matter.
import { expect, it } from "vitest";
import { pageList } from "./pageList";

it.each([
  [[], ""],
  [[4], "4"],
  [[3, 1, 2, 2, 7, 12, 13], "1–3, 7, 12–13"],
])("writes %j as %s", (pages, words) => expect(pageList(pages)).toBe(words));
