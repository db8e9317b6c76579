// Proves that pictures printed on a page are told from scans, which are the page, and from specks.
import { expect, it } from "vitest";
import { readPrints } from "./painter";

const box = (left: number, top: number, right: number, bottom: number) => [
  left,
  top,
  left,
  bottom,
  right,
  top,
];

it("finds the box of every picture, turned ones too", () => {
  expect(readPrints(box(0.1, 0.2, 0.4, 0.5))).toEqual([[0.1, 0.2, 0.4, 0.5]]);
  expect(readPrints([0.5, 0.2, 0.3, 0.4, 0.7, 0.4])[0]?.map((edge) => Math.round(edge * 10))).toEqual([
    3, 2, 7, 6,
  ]);
});

it("leaves specks out, and what covers the page, whole or in strips", () => {
  expect(readPrints(box(0.1, 0.1, 0.11, 0.11))).toEqual([]);
  expect(readPrints(box(-0.1, 0, 1, 1.2))).toEqual([]);
  expect(readPrints([...box(0, 0, 1, 0.4), ...box(0, 0.4, 1, 0.8)])).toEqual([]);
});
