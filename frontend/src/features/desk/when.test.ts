// Dates as they are typed at a desk, and weeks that begin on Monday.
import { describe, expect, it } from "vitest";
import { moment, monday, readDate, readTime, weekNumber } from "./when";

describe("weeks", () => {
  it("begin on Monday, Sunday included in the one before", () => {
    expect(monday("2026-11-22")).toBe("2026-11-16");
    expect(monday("2026-11-23")).toBe("2026-11-23");
  });

  it("are numbered by their Thursday", () => {
    expect(weekNumber("2026-11-23")).toBe(48);
    expect(weekNumber("2027-01-01")).toBe(53);
    expect(weekNumber("2027-01-04")).toBe(1);
  });
});

describe("typed dates and times", () => {
  it("are day first, and must exist", () => {
    expect(readDate("24/11/2026")).toBe("2026-11-24");
    expect(readDate("4-1-2027")).toBe("2027-01-04");
    expect(readDate("31/11/2026")).toBeUndefined();
    expect(readDate("11/24/2026")).toBeUndefined();
    expect(readDate("")).toBeUndefined();
  });

  it("are 24-hour, written as an office writes them", () => {
    expect(readTime("8:00")).toBe("08:00");
    expect(readTime("14h30")).toBe("14:30");
    expect(readTime("8 giờ 05")).toBe("08:05");
    expect(readTime("8")).toBe("08:00");
    expect(readTime("24:00")).toBeUndefined();
    expect(readTime("8:75")).toBeUndefined();
  });

  it("mean the office's clock", () => {
    expect(moment("2026-11-24", "08:00")).toBe("2026-11-24T01:00:00.000Z");
  });
});
