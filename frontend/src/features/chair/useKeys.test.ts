// A clicker must never skip an item by being held down, nor act on what a dialog asks.
import { expect, it } from "vitest";
import { type Pressed, step } from "./useKeys";

const press = (key: string, change: Partial<Pressed> = {}) =>
  step({ key, repeat: false, modified: false, taken: false, onControl: false, ...change });

it("knows the keys of a clicker and of a keyboard", () => {
  expect(["PageDown", "ArrowRight", " "].map((key) => press(key))).toEqual(["next", "next", "next"]);
  expect(["PageUp", "ArrowLeft"].map((key) => press(key))).toEqual(["back", "back"]);
  expect(press("Enter")).toBeUndefined();
});

it("ignores a key held down, a shortcut, a dialog and a text field", () => {
  expect(press("PageDown", { repeat: true })).toBeUndefined();
  expect(press("ArrowLeft", { modified: true })).toBeUndefined();
  expect(press("PageDown", { taken: true })).toBeUndefined();
});

it("leaves Space to the button that has the focus", () => {
  expect(press(" ", { onControl: true })).toBeUndefined();
  expect(press("PageDown", { onControl: true })).toBe("next");
});
