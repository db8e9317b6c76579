// A rehearsal's figures as people read them.
import { describe, expect, it } from "vitest";
import { bars, finding, type Report, readTablets, seconds } from "./figures";

const times = { p50: 20, p95: 60, p99: 70, max: 80 };
const report: Report = {
  verdict: "ready",
  tablets: 300,
  joined: 300,
  joined_ms: 420,
  changes: 11,
  followed: 300,
  missed: 0,
  exact: 300,
  change_ms: times,
  acknowledged_ms: times,
  bands: [
    { up_to_ms: 50, tablets: 240 },
    { up_to_ms: 100, tablets: 60 },
    { up_to_ms: 200, tablets: 0 },
    { up_to_ms: 500, tablets: 0 },
    { up_to_ms: 1000, tablets: 0 },
    { tablets: 0 },
  ],
};

describe("a number of tablets", () => {
  it("is read as people write it", () => {
    expect(readTablets("300")).toBe(300);
    expect(readTablets(" 1.000 ")).toBe(1000);
    expect(readTablets("1,000")).toBe(1000);
    expect(readTablets("1 000")).toBe(1000);
  });

  it("is from 1 to 1,000", () => {
    for (const text of ["", "0", "1001", "1.00", "-3", "ba trăm", "3e2", "1.5"]) {
      expect(readTablets(text), text).toBeUndefined();
    }
  });
});

describe("seconds", () => {
  it("are written in the reader's way", () => {
    expect(seconds(80, "vi")).toBe("0,08");
    expect(seconds(80, "en")).toBe("0.08");
    expect(seconds(1, "vi")).toBe("0,01");
    expect(seconds(10_000, "en")).toBe("10.0");
  });
});

describe("bars", () => {
  it("leave the slow empty ones out, but for a few that show what slow would be", () => {
    expect(bars(report).map(({ tablets }) => tablets)).toEqual([240, 60, 0, 0]);
    expect(bars(report)[0]).toEqual({ over: 0, upTo: 50, tablets: 240, share: 0.8 });
  });

  it("go as far as the slowest tablet", () => {
    const bands = report.bands.map((band, at) => (at === 5 ? { tablets: 1 } : band));
    const last = bars({ ...report, bands }).at(-1);
    expect(last).toMatchObject({ over: 1000, tablets: 1 });
    expect(last?.upTo).toBeUndefined();
  });
});

describe("the finding", () => {
  it("is the first thing that went wrong", () => {
    expect(finding(report)).toBe("ready");
    expect(finding({ ...report, verdict: "slow" })).toBe("slow");
    expect(finding({ ...report, verdict: "missed", joined: 297, followed: 290 })).toBe("outside");
    expect(finding({ ...report, verdict: "missed", followed: 290 })).toBe("behind");
    expect(finding({ ...report, verdict: "missed", exact: 299 })).toBe("inexact");
  });
});
