// Walks through what differs between two versions, page by page.
import type { ComparedPage, Run, RunKind } from "./factsApi";

/** The places in the list that differ. */
export const differing = (pages: readonly ComparedPage[]): number[] =>
  pages.flatMap(({ kind }, place) => (kind === "same" ? [] : [place]));

/** The next difference in a direction, and round again at the end. */
export function nextDifference(
  pages: readonly ComparedPage[],
  from: number,
  way: 1 | -1,
): number | undefined {
  const places = differing(pages);
  if (way > 0) return places.find((place) => place > from) ?? places[0];
  return places.findLast((place) => place < from) ?? places.at(-1);
}

/** One side's text: what both have, and what only this side has. */
export function sideRuns(page: ComparedPage, own: Exclude<RunKind, "same">): Run[] {
  return page.runs.filter(({ kind }) => kind === "same" || kind === own);
}
