// Proves the pace: ten times a second, thirty while pointing, each second while nothing moves, and the newest last.
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { openTeller } from "./teller";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const at = (page: number) => ({ page, x: 0, y: 0.123456, width: 1, height: 0.5 });

function open() {
  const said: { at: number; lead: { page: number; y: number; point?: object } }[] = [];
  let takes = true;
  const teller = openTeller(7, (text) => {
    if (takes) said.push({ at: Date.now(), ...JSON.parse(text) });
    return takes;
  });
  return { teller, said, cut: (line: boolean) => (takes = !line) };
}

it("tells a moving reader ten times a second, and where it came to rest", () => {
  const { teller, said } = open();
  for (let page = 1; page <= 100; page++) {
    teller.see(at(page));
    vi.advanceTimersByTime(10);
  }
  vi.advanceTimersByTime(200);
  expect(said.length).toBeGreaterThanOrEqual(10);
  expect(said.length).toBeLessThanOrEqual(12);
  expect(said.at(-1)?.lead).toMatchObject({ number: 7, page: 100, y: 0.1235 });
  teller.close();
});

it("tells a pointer thirty times a second, and that it has gone", () => {
  const { teller, said } = open();
  teller.see(at(1));
  for (let step = 0; step < 100; step++) {
    teller.point({ page: 1, x: step / 100, y: 0 });
    vi.advanceTimersByTime(10);
  }
  teller.point(undefined);
  vi.advanceTimersByTime(100);
  expect(said.length).toBeGreaterThan(25);
  expect(said.length).toBeLessThanOrEqual(33);
  expect(said.at(-2)?.lead.point).toMatchObject({ x: expect.any(Number) });
  expect(said.at(-1)?.lead.point).toBeUndefined();
  teller.close();
});

it("says it again every second, and after a cut the newest alone", () => {
  const { teller, said, cut } = open();
  teller.see(at(1));
  vi.advanceTimersByTime(3_050);
  expect(said).toHaveLength(4);
  cut(true);
  for (let page = 2; page < 20; page++) {
    teller.see(at(page));
    vi.advanceTimersByTime(100);
  }
  cut(false);
  vi.advanceTimersByTime(200);
  expect(said.slice(4).map(({ lead }) => lead.page)).toEqual([19]);
  teller.close();
  vi.advanceTimersByTime(5_000);
  expect(said).toHaveLength(5);
});
