// Proves that a turned page is found again where the finger points.
import { describe, expect, it } from "vitest";
import { asTurn, inBox, onSheet, type Turn, turned, turnOn } from "./turn";

const sheet = { width: 600, height: 800 };
const turns: Turn[] = [0, 90, 180, 270];
const region = { left: 30, top: 50, width: 100, height: 20 };

describe("a turned page", () => {
  it("lies down and stands up again", () => {
    expect(turns.map((turn) => turned(sheet, turn).width)).toEqual([600, 800, 600, 800]);
    expect(turns.map(turnOn)).toEqual([90, 180, 270, 0]);
    expect(asTurn(45)).toBe(0);
  });

  it("has its top left corner at the top right after a quarter", () => {
    const box = turned(sheet, 90);
    expect(inBox({ left: 0, top: 0, width: 10, height: 20 }, 90, box)).toEqual({
      left: 780,
      top: 0,
      width: 20,
      height: 10,
    });
  });

  it.each(turns)("turned by %i, a part of the sheet is found again", (turn) => {
    const box = turned(sheet, turn);
    expect(onSheet(inBox(region, turn, box), turn, box)).toEqual(region);
  });
});
