// Proves that the current page is always among the tiles, and that they stay still while one reads within them.
import { expect, it } from "vitest";
import { tilesAround } from "./tiles";

it("shows all pages when they fit", () => expect(tilesAround(2, 4, 9)).toEqual([1, 2, 3, 4]));

it("turns over in whole groups, and fills the last one", () => {
  expect(tilesAround(5, 12, 5)).toEqual([1, 2, 3, 4, 5]);
  expect(tilesAround(6, 12, 5)).toEqual([6, 7, 8, 9, 10]);
  expect(tilesAround(12, 12, 5)).toEqual([8, 9, 10, 11, 12]);
});

it("always holds the current page", () => {
  for (let page = 1; page <= 27; page++) expect(tilesAround(page, 27, 7)).toContain(page);
});

it("leaves out what would be too few to help", () => {
  expect(tilesAround(3, 27, 2)).toEqual([]);
  expect(tilesAround(1, 1, 9)).toEqual([]);
});
