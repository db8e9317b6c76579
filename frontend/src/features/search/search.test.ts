// The marked words are exactly those the server marked, and an address asks only what can be asked.
import { expect, it } from "vitest";
import { pieces } from "./pieces";
import { readQuestion } from "./question";

it("cuts at the marks, in any order", () => {
  const marks: [number, number][] = [
    [11, 2],
    [0, 10],
  ];
  expect(pieces({ text: "Nghị quyết 39 về", marks })).toEqual([
    { text: "Nghị quyết", marked: true },
    { text: " ", marked: false },
    { text: "39", marked: true },
    { text: " về", marked: false },
  ]);
});

it("loses no letter to marks that overlap or reach too far", () => {
  const text = "điều chỉnh";
  const cut = pieces({
    text,
    marks: [
      [0, 4],
      [2, 5],
      [8, 90],
    ],
  });
  expect(cut.map((piece) => piece.text).join("")).toBe(text);
});

it("counts whole characters", () => {
  expect(pieces({ text: "𝐍ghị quyết", marks: [[5, 5]] }).at(-1)).toEqual({ text: "quyết", marked: true });
});

it("reads an address, whatever somebody wrote into it", () => {
  expect(readQuestion({ q: " nghi quyet 39 ", year: "2026", type: "NQ", unit: "", other: 1 })).toEqual({
    q: "nghi quyet 39",
    year: 2026,
    type: "NQ",
  });
  expect(readQuestion({ q: 39, year: "soon" })).toEqual({ q: "39" });
});
