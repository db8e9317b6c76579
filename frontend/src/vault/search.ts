// Searches what is kept, without marks as people type: "dat dai" finds "đất đai". The server's search is better; this one needs none.
import type { MeetingView } from "../live/frame";
import { type KeptPicture, PICTURE, textRecord } from "./kept";
import type { Vault } from "./vault";

/** As `Hit` of the server's search, with marks counted in whole characters. */
export interface KeptHit {
  meeting_id: string;
  meeting_title: string;
  paper_id: string;
  title: string;
  symbol?: string;
  unit?: string;
  issued_on?: string;
  page?: number;
  snippet: { text: string; marks: [start: number, length: number][] };
}

const BEFORE = 60;
const SNIPPET = 220;

/** One letter for each letter, so that places in the folded text are places in the text. */
export function foldLetters(text: string): string[] {
  return [...text.normalize("NFC")].map((letter) => {
    const plain = letter
      .normalize("NFD")
      .replace(/\p{Mn}/gu, "")
      .replace(/[đĐ]/g, "d")
      .toLowerCase();
    return [...plain][0] ?? " ";
  });
}

const isWord = (letter: string | undefined) => letter !== undefined && /[\p{L}\p{N}]/u.test(letter);

/** Where the word stands, as a whole word of the text: in Vietnamese a syllable is one. */
function places(letters: string[], word: string[]): number[] {
  const found: number[] = [];
  for (let at = 0; at + word.length <= letters.length; at++) {
    if (isWord(letters[at - 1]) || isWord(letters[at + word.length])) continue;
    if (word.every((letter, i) => letters[at + i] === letter)) found.push(at);
  }
  return found;
}

export function words(question: string): string[][] {
  return question.replace(/["“”]/g, " ").split(/\s+/).filter(Boolean).map(foldLetters);
}

/** A passage of the text that holds all the words, with them marked; nothing where one is missing. */
export function passage(text: string, asked: string[][]): KeptHit["snippet"] | undefined {
  const original = [...text.normalize("NFC")].map((letter) => (/\s/u.test(letter) ? " " : letter));
  const letters = foldLetters(text);
  const found = asked.map((word) => places(letters, word));
  if (found.some((places) => places.length === 0)) return undefined;
  // The passage where the most different words stand together.
  const starts = found.flat().sort((a, b) => a - b);
  const held = (start: number) =>
    found.filter((places) => places.some((place) => place >= start && place < start + SNIPPET - BEFORE))
      .length;
  const best = starts.reduce((best, start) => (held(start) > held(best) ? start : best), starts[0] ?? 0);
  let from = Math.max(0, best - BEFORE);
  while (from > 0 && isWord(original[from - 1]) && isWord(original[from])) from -= 1;
  const to = Math.min(original.length, from + SNIPPET);
  const marks = asked
    .flatMap((word, i) => (found[i] ?? []).map((place): [number, number] => [place - from, word.length]))
    .filter(([start, length]) => start >= 0 && start + length <= to - from);
  return { text: original.slice(from, to).join(""), marks };
}

/** The papers of one vault that answer, best page first. */
export async function searchVault(vault: Vault, question: string): Promise<KeptHit[]> {
  const asked = words(question);
  const picture = await vault.get<KeptPicture>(PICTURE);
  if (!picture || asked.length === 0) return [];
  const { view } = picture;
  const hits: KeptHit[] = [];
  for (const [id, paper] of Object.entries(view.papers)) {
    const about = aboutOf(view, id);
    const pages = (await vault.get<string[]>(textRecord(id, paper.hash))) ?? [];
    const before = hits.length;
    for (const [index, text] of pages.entries()) {
      const snippet = passage(text, asked);
      if (snippet) hits.push({ ...about, page: index + 1, snippet });
    }
    if (hits.length > before) continue;
    if (passage([paper.title, paper.symbol, paper.unit].filter(Boolean).join(" "), asked)) {
      hits.push({ ...about, snippet: { text: "", marks: [] } });
    }
  }
  return hits;
}

function aboutOf(view: MeetingView, id: string) {
  const { title, symbol, unit, issued_on } = view.papers[id] as MeetingView["papers"][string];
  return {
    meeting_id: view.meeting_id,
    meeting_title: view.title,
    paper_id: id,
    title,
    ...(symbol && { symbol }),
    ...(unit && { unit }),
    ...(issued_on && { issued_on }),
  };
}
