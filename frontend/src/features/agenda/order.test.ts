// Moving an item keeps all the others in their order.
import { expect, it } from "vitest";
import { follower, placed, sameOrder } from "./order";

it("places an item anywhere and never loses one", () => {
  expect(placed(["a", "b", "c"], "a", 1)).toEqual(["b", "a", "c"]);
  expect(placed(["a", "b", "c"], "a", 9)).toEqual(["b", "c", "a"]);
  expect(placed(["a", "b", "c"], "c", -1)).toEqual(["c", "a", "b"]);
});

it("knows what an item stands before", () => {
  expect(follower(["a", "b"], "a")).toBe("b");
  expect(follower(["a", "b"], "b")).toBeUndefined();
  expect(follower(["a", "b"], "gone")).toBeUndefined();
});

it("compares orders by their ids", () => {
  expect(sameOrder(["a", "b"], ["a", "b"])).toBe(true);
  expect(sameOrder(["a", "b"], ["b", "a"])).toBe(false);
  expect(sameOrder(["a"], ["a", "b"])).toBe(false);
});
