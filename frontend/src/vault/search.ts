// Searches what is kept as the server does: the same rules, what narrows it down, and the same order.
import { FITS, type Fit, Query, type Snippet } from "../find/query";
import { foldLetter } from "../find/tokens";
import type { MeetingView } from "../live/frame";
import { type KeptPicture, PICTURE, textRecord } from "./kept";
import type { Vault } from "./vault";

type PaperView = MeetingView["papers"][string];

/** As `Hit` of the server's search, with marks counted in whole characters. */
export interface KeptHit {
  meeting_id: string;
  meeting_title: string;
  paper_id: string;
  item_id: string;
  title: string;
  symbol?: string;
  type_code?: string;
  unit?: string;
  issued_on?: string;
  page?: number;
  snippet: Snippet;
}

/** What narrows a question down. */
export interface Narrowing {
  year?: number;
  type?: string;
  unit?: string;
}

/** The server's numbers (store, search.rs; server, search.rs). */
export const HITS_AT_ONCE = 20;
const MOST_HITS = 1_000;
const SNIPPET = 240;

interface Found {
  fit: Fit;
  vault: Vault;
  view: MeetingView;
  paper: string;
  page?: number;
  text: string;
}

/** All that answers, the best first; no more than the server counts, and whether there is more. */
export async function searchKept(
  vaults: readonly Vault[],
  question: string,
  narrowing: Narrowing = {},
): Promise<{ hits: KeptHit[]; more: boolean }> {
  const query = Query.read(question);
  const all = (await Promise.all(vaults.map((vault) => foundIn(vault, query, narrowing)))).flat();
  const of = (...fits: Fit[]) => all.filter(({ fit }) => fits.includes(fit));
  const found = of("exact", "whole");
  // What was typed is taken as it stands; only where that is little, or nothing, is it taken for less.
  if (found.length < HITS_AT_ONCE) found.push(...of("begun"));
  if (found.length === 0) found.push(...of("parts"));
  found.sort(byOrder);
  const hits = found.slice(0, MOST_HITS).map((one) => hitOf(one, query));
  return { hits, more: found.length > MOST_HITS };
}

async function foundIn(vault: Vault, query: Query, narrowing: Narrowing): Promise<Found[]> {
  const picture = query.isEmpty ? undefined : await vault.get<KeptPicture>(PICTURE);
  if (!picture) return [];
  const { view } = picture;
  const found: Found[] = [];
  for (const [paper, about] of Object.entries(view.papers)) {
    if (!isWithin(about, narrowing)) continue;
    const add = (text: string, page?: number) => {
      const fit = query.fit(text);
      if (fit) found.push({ fit, vault, view, paper, text, ...(page && { page }) });
    };
    add(namesOf(about));
    const pages = (await vault.get<string[]>(textRecord(paper, about.hash))) ?? [];
    for (const [index, text] of pages.entries()) add(text, index + 1);
  }
  return found;
}

const namesOf = ({ title, symbol, unit }: PaperView) => [title, symbol, unit].filter(Boolean).join(" · ");

/** The year of the date it bears, or else of when it came; a type by its code, a unit by its whole name without marks. */
function isWithin({ issued_on, updated_at, type_code, unit }: PaperView, narrowing: Narrowing): boolean {
  const named = (given: string | undefined, wanted: string | undefined) =>
    wanted === undefined || (given !== undefined && joined(given) === joined(wanted));
  return (
    (narrowing.year === undefined || Number((issued_on ?? updated_at).slice(0, 4)) === narrowing.year) &&
    named(type_code, narrowing.type) &&
    named(unit, narrowing.unit)
  );
}

const joined = (name: string) =>
  [...name.normalize("NFC").trim().replace(/\s+/gu, " ")]
    .map(foldLetter)
    .map((letter) => (/[\p{Alphabetic}\p{N}]/u.test(letter) ? letter : "_"))
    .join("");

/** Exact marks before others, names before pages, a later paper before an earlier one (ids are made in the order of time), its first page first. */
function byOrder(a: Found, b: Found): number {
  const rank = ({ fit }: Found) => FITS.indexOf(fit);
  return (
    rank(a) - rank(b) ||
    Number(a.page !== undefined) - Number(b.page !== undefined) ||
    (a.paper < b.paper ? 1 : a.paper > b.paper ? -1 : 0) ||
    (a.page ?? 0) - (b.page ?? 0)
  );
}

function hitOf({ view, paper, page, text }: Found, query: Query): KeptHit {
  const { item_id, title, symbol, type_code, unit, issued_on } = view.papers[paper] as PaperView;
  return {
    meeting_id: view.meeting_id,
    meeting_title: view.title,
    paper_id: paper,
    item_id,
    title,
    ...(symbol && { symbol }),
    ...(type_code && { type_code }),
    ...(unit && { unit }),
    ...(issued_on && { issued_on }),
    ...(page && { page }),
    snippet: query.snippet(text, SNIPPET),
  };
}
