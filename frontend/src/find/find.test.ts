// Proves that what is found without network is what the server finds: its own answers are the measure (crates/server, found.json).
import { expect, it } from "vitest";
import text from "../../../crates/server/src/http/meetings/found.json?raw";
import type { PageWord } from "../reader/words";
import { type FoundPlace, findInPaper } from "./paper";
import { Query } from "./query";

interface Known {
  pages: { text: string; words: PageWord[] }[];
  cases: { q: string; places: FoundPlace[]; more: boolean }[];
}

const { pages, cases } = JSON.parse(text) as Known;
const texts = pages.map((page) => page.text);
const rounded = (places: readonly FoundPlace[]) =>
  places.map((place) => ({
    ...place,
    rectangles: place.rectangles.map((rectangle) => rectangle.map((value) => Math.round(value * 100) / 100)),
  }));

it.each(cases.map((one) => [one.q, one] as const))("finds %j where the server does", async (q, known) => {
  const found = await findInPaper(q, texts, texts.length, async (page) => pages[page - 1]?.words ?? []);
  expect({ places: rounded(found.places), more: found.more }).toEqual({
    places: known.places,
    more: known.more,
  });
});

it("opens the words of those pages alone that answer, and stops where nobody reads on", async () => {
  const many = Array.from({ length: 600 }, (_, at) => (at % 2 === 0 ? "giá đất, giá đất" : "khác"));
  const asked: number[] = [];
  const word = (text: string, x: number): PageWord => ({ text, x, y: 0, w: 10, h: 10 });
  const found = await findInPaper("gia dat", many, 700, async (page) => {
    asked.push(page);
    return ["giá", "đất,", "giá", "đất"].map((text, at) => word(text, at * 12));
  });
  expect(found).toMatchObject({ more: false, complete: false });
  expect(found.places).toHaveLength(600);
  expect(asked).toHaveLength(300);
  const all = await findInPaper("gia dat", [...many, ...many], 1_200, async () => [
    word("giá", 0),
    word("đất", 12),
    word("giá", 24),
    word("đất", 36),
  ]);
  expect([all.places.length, all.more]).toEqual([1_000, true]);
});

it("searches a report of two thousand pages before anybody wonders", () => {
  const page = `${pages[0]?.text} `.repeat(8);
  const begun = performance.now();
  const query = Query.read("khong co tu nay");
  for (let at = 0; at < 2_000; at++) expect(query.isIn(page)).toBe(false);
  expect(performance.now() - begun).toBeLessThan(10_000);
});
