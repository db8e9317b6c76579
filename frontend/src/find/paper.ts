// Where in a paper stands what is searched for, as the server answers it (crates/server, find.rs and marks.rs).
import type { Rectangle } from "../reader/leaf";
import type { PageWord } from "../reader/words";
import { Query, type Snippet } from "./query";

export interface FoundPlace {
  page: number;
  /** One a line; empty where only the page is known. */
  rectangles: Rectangle[];
  /** Only at the first place of a page. */
  snippet?: Snippet;
}

export interface FoundInPaper {
  places: FoundPlace[];
  /** There are more than are shown. */
  more: boolean;
  /** Every page's text is known. */
  complete: boolean;
}

const SNIPPET = 120;
const MOST = 1_000;

/** `texts` page by page; the words of a page are asked for only where it answers. */
export async function findInPaper(
  q: string,
  texts: readonly string[],
  pages: number,
  wordsOf: (page: number) => Promise<readonly PageWord[]>,
): Promise<FoundInPaper> {
  const holding = (query: Query) =>
    texts.flatMap((text, at) => (query.isIn(text) ? [{ page: at + 1, text }] : [])).slice(0, MOST + 1);
  // What was typed as it stands, or else pages that hold all of its words.
  let query = Query.readPhrase(q);
  let held = holding(query);
  if (held.length === 0) {
    query = Query.read(q);
    held = holding(query);
  }
  const places: FoundPlace[] = [];
  for (const { page, text } of held) {
    const marked = placesOf(query, await wordsOf(page));
    // The page's text holds it, its words alone do not: the page at least is known.
    if (marked.length === 0) marked.push([]);
    for (const [at, rectangles] of marked.entries()) {
      places.push({ page, rectangles, ...(at === 0 && { snippet: query.snippet(text, SNIPPET) }) });
    }
    if (places.length > MOST) break;
  }
  return { places: places.slice(0, MOST), more: places.length > MOST, complete: texts.length >= pages };
}

/** Where on the page what is searched for stands, place by place: one rectangle a run of words on a line. */
export function placesOf(query: Query, words: readonly PageWord[]): Rectangle[][] {
  const starts: number[] = [];
  let place = 0;
  for (const { text } of words) {
    starts.push(place);
    place += [...text].length + 1;
  }
  const text = words.map(({ text }) => `${text} `).join("");
  const places: Rectangle[][] = [];
  for (const [start, length] of query.highlights(text)) {
    const first = Math.max(0, before(starts, start + 1) - 1);
    const rectangles: Rectangle[] = [];
    let run: [number, number, number, number] | undefined;
    for (const word of words.slice(first, before(starts, start + length))) {
      if (run && Math.abs(word.y - run[1]) < run[3] / 2 && word.x >= run[0]) {
        run = [run[0], Math.min(run[1], word.y), word.x + word.w - run[0], Math.max(run[3], word.h)];
      } else {
        if (run) rectangles.push(run);
        run = [word.x, word.y, word.w, word.h];
      }
    }
    if (run) rectangles.push(run);
    if (rectangles.length > 0) places.push(rectangles);
  }
  return places;
}

/** How many of the rising numbers are less than this one. */
function before(starts: readonly number[], limit: number): number {
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] as number) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
