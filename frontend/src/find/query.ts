// What somebody searches for, read and found again in a text as the server does it (crates/domain, query.rs).
import { type Tokens, tokenise, type Word } from "./tokens";

/** Text with the places that answer the question: start and length, in characters (code points). */
export interface Snippet {
  text: string;
  marks: [start: number, length: number][];
}

/** One thing that must be there: a word, words in their order, or a number and its parts. */
interface Term {
  words: Word[];
  /** What must be there, marks aside: two terms that ask for the same are one. */
  need: string;
  /** Numbers with their symbols that belong to it: each is one thing in a text, too. */
  compounds: string[];
  kind: "word" | "phrase" | "number";
}

const QUOTES = /["“”„«»]/u;
const SPACE = /\p{White_Space}/u;

const phraseNeed = (words: Word[]) => words.map(({ folded }) => folded).join(" ");

function quoted({ words, compounds }: Tokens): Term[] {
  if (words.length === 0) return [];
  const numbers = compounds.map(({ folded }) => folded);
  return [{ words, need: [phraseNeed(words), ...numbers].join("\n"), compounds: numbers, kind: "phrase" }];
}

function unquoted({ words, compounds }: Tokens): Term[] {
  const terms: Term[] = [];
  for (const [at, word] of words.entries()) {
    const compound = compounds.find(({ from, to }) => at >= from && at < to);
    if (!compound) terms.push({ words: [word], need: word.folded, compounds: [], kind: "word" });
    else if (compound.from === at)
      terms.push({ words: [word], need: compound.folded, compounds: [compound.folded], kind: "number" });
    else terms.at(-1)?.words.push(word);
  }
  return terms;
}

const same = (a: Term, b: Term) =>
  a.need === b.need &&
  a.words.length === b.words.length &&
  a.words.every((word, at) => word.marked === b.words[at]?.marked);

/**
 * How a text answers, the best first: with the marks that were typed, whatever its marks, with the beginning of the last word alone,
 * or with a number by its parts alone.
 */
export const FITS = ["exact", "whole", "begun", "parts"] as const;
export type Fit = (typeof FITS)[number];

/** Which term stands from which word to which, both included. */
type Place = [term: number, from: number, to: number];

export class Query {
  private constructor(private readonly terms: Term[]) {}

  static read(raw: string): Query {
    const terms: Term[] = [];
    for (const [part, text] of raw.split(QUOTES).entries()) {
      const tokens = tokenise(text);
      for (const term of part % 2 === 1 ? quoted(tokens) : unquoted(tokens)) {
        if (!terms.some((other) => same(other, term))) terms.push(term);
      }
    }
    return new Query(terms);
  }

  /** As one phrase, whatever quotation marks stand in it. */
  static readPhrase(raw: string): Query {
    return new Query(
      quoted(tokenise([...raw].map((letter) => (QUOTES.test(letter) ? " " : letter)).join(""))),
    );
  }

  get isEmpty(): boolean {
    return this.terms.length === 0;
  }

  /** The last word, where it may be the beginning of one. */
  private get beginning(): string | undefined {
    const last = this.terms.at(-1);
    const folded = last?.kind === "word" ? last.words[0]?.folded : undefined;
    return folded && /^[a-z]{2,20}$/.test(folded) ? folded : undefined;
  }

  private places({ words }: Tokens): Place[] {
    const places: Place[] = [];
    for (const [number, term] of this.terms.entries()) {
      const wanted = term.words;
      const starts = (is: (there: Word, wanted: Word) => boolean) => {
        const found: number[] = [];
        for (let at = 0; at + wanted.length <= words.length; at++) {
          if (wanted.every((one, i) => is(words[at + i] as Word, one))) found.push(at);
        }
        return found;
      };
      // With the marks that were typed, where the text has it so anywhere; else without.
      let found = starts(
        (there, one) =>
          there.folded === one.folded && (one.marked === undefined || there.marked === one.marked),
      );
      if (found.length === 0) found = starts((there, one) => there.folded === one.folded);
      const { beginning } = this;
      if (found.length === 0 && beginning && number + 1 === this.terms.length) {
        found = starts((there) => there.folded.startsWith(beginning));
      }
      for (const start of found) places.push([number, start, start + wanted.length - 1]);
    }
    return places.sort(([, a, b], [, c, d]) => a - c || b - d);
  }

  /** Whether the text holds everything searched for; the last word may be the beginning of one. Nothing is in no text. */
  isIn(text: string): boolean {
    const found = new Set(this.places(tokenise(text)).map(([term]) => term));
    return !this.isEmpty && found.size === this.terms.length;
  }

  /** How the text answers everything searched for, as the server tells its answers apart. */
  fit(text: string): Fit | undefined {
    const { words, compounds } = tokenise(text);
    const stands = (term: Term) =>
      words.some((_, at) => term.words.every(({ folded }, i) => words[at + i]?.folded === folded));
    const isWhole = (term: Term) =>
      stands(term) && term.compounds.every((need) => compounds.some(({ folded }) => folded === need));
    const missing = this.terms.filter((term) => !isWhole(term));
    const [first] = missing;
    if (this.isEmpty) return undefined;
    if (!first) {
      const typed = this.terms.flatMap((term) => term.words).filter(({ marked }) => marked !== undefined);
      return typed.every(({ marked }) => words.some((word) => word.marked === marked)) ? "exact" : "whole";
    }
    if (missing.every((term) => term.kind === "number" && stands(term))) return "parts";
    const { beginning } = this;
    const begins = missing.length === 1 && first === this.terms.at(-1) && beginning !== undefined;
    return begins && words.some(({ folded }) => folded.startsWith(beginning)) ? "begun" : undefined;
  }

  /** What to mark in the text: start and length, in order, not overlapping. */
  highlights(text: string): Snippet["marks"] {
    const tokens = tokenise(text);
    return spans(tokens, this.places(tokens));
  }

  /** The piece of the text that shows most of what is searched for. */
  snippet(text: string, longest: number): Snippet {
    const tokens = tokenise(text);
    const places = this.places(tokens);
    const { words } = tokens;
    const at = (word: number) => words[word]?.start ?? 0;
    const end = (word: number) => at(word) + (words[word]?.length ?? 0);
    const quarter = Math.floor(longest / 4);
    const room = longest - quarter;
    // The place from which most different terms follow within the snippet; the first of equals.
    let best: [terms: number, at: number] = [0, 0];
    for (const [index, [, from]] of places.entries()) {
      const terms = new Set<number>();
      for (let next = index; next < places.length; next++) {
        const [term, , to] = places[next] as Place;
        if (end(to) > at(from) + room) break;
        terms.add(term);
      }
      if (terms.size > best[0]) best = [terms.size, at(from)];
    }
    const wanted = Math.max(0, best[1] - quarter);
    // From the beginning of a word to the end of one.
    const start = wanted === 0 ? 0 : (words.find((word) => word.start >= wanted)?.start ?? wanted);
    const letters = [...text];
    const ends = () =>
      words
        .map(({ start, length }) => start + length)
        .findLast((end) => end > start && end <= start + longest);
    const stop = start + longest >= letters.length ? letters.length : (ends() ?? start + longest);
    return {
      text: letters
        .slice(start, stop)
        .map((letter) => (SPACE.test(letter) ? " " : letter))
        .join(""),
      marks: spans(tokens, places)
        .filter(([from, length]) => from >= start && from + length <= stop)
        .map(([from, length]) => [from - start, length]),
    };
  }
}

function spans({ words }: Tokens, places: readonly Place[]): Snippet["marks"] {
  const spans: Snippet["marks"] = [];
  for (const [, from, to] of places) {
    const [head, tail] = [words[from], words[to]];
    if (!head || !tail) continue;
    const end = tail.start + tail.length;
    const last = spans.at(-1);
    if (last && head.start < last[0] + last[1]) last[1] = Math.max(last[1], end - last[0]);
    else spans.push([head.start, end - head.start]);
  }
  return spans;
}
