// The words and numbers of a text as the server's search knows them (crates/domain, tokens.rs and fold.rs): what is found without
// network must be what is found with it. Places are counted in whole characters of the text composed (NFC).

/** Longer runs are no words: pictures of text, keys, broken encodings. */
const LONGEST = 64;

export interface Word {
  start: number;
  length: number;
  /** Without marks, in lower case. */
  folded: string;
  /** As it was written, apart from its case and from where its tone stands; absent where that is the folded form. */
  marked?: string;
}

/** Words joined without a space, as in `12/2026/NĐ-CP`: one token beside its parts. */
export interface Compound {
  folded: string;
  /** The first of its words, and the one after the last. */
  from: number;
  to: number;
}

export interface Tokens {
  words: Word[];
  compounds: Compound[];
}

const MARK = /\p{M}/u;
const OF_WORD = /[\p{Alphabetic}\p{N}]/u;
const TONES = new Set(["\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]);
const first = (text: string) => String.fromCodePoint(text.codePointAt(0) ?? 0);
const isAscii = (letter: string) => letter < "\u0080";

/** Most letters of a text are met again and again. */
const folds = new Map<string, string>();

/** One letter without its marks and in lower case: one letter again. */
export function foldLetter(letter: string): string {
  if (isAscii(letter)) return letter.toLowerCase();
  if (letter === "đ" || letter === "Đ") return "d";
  let folded = folds.get(letter);
  if (folded === undefined) {
    folded = first(first(letter.normalize("NFD")).toLowerCase());
    folds.set(letter, folded);
  }
  return folded;
}

const lower = (text: string) => [...text].map((letter) => letter.toLowerCase()).join("");

/** The tone stands after the word's last letter, wherever it was typed: hòa and hoà, Ủy and Uỷ are the same. */
function markedForm(written: string): string | undefined {
  if ([...written].every(isAscii)) return undefined;
  let letters = "";
  let tones = "";
  for (const part of written.normalize("NFD")) {
    if (TONES.has(part)) tones += part;
    else letters += lower(part);
  }
  const marked = letters.normalize("NFC") + tones;
  const plain = [...written.normalize("NFC")].map(foldLetter).join("");
  return marked === plain ? undefined : [...marked].slice(0, LONGEST).join("");
}

function jointOf(letter: string): string | undefined {
  if (letter === "/" || letter === "." || letter === "-") return letter;
  return (letter >= "\u2010" && letter <= "\u2014") || letter === "\u2212" ? "-" : undefined;
}

/** What a letter is: of a word, a mark on one, or neither. */
const kinds = new Map<string, "word" | "mark" | "other">();
function kindOf(letter: string) {
  let kind = kinds.get(letter);
  if (!kind) {
    kind = MARK.test(letter) ? "mark" : OF_WORD.test(letter) ? "word" : "other";
    kinds.set(letter, kind);
  }
  return kind;
}

export function tokenise(text: string): Tokens {
  const words: Word[] = [];
  const compounds: Compound[] = [];
  let place = 0;
  let word: string[] = [];
  let joint: string | undefined;
  let compound: { folded: string; from: number } | undefined;
  const endCompound = () => {
    if (compound && words.length - compound.from > 1 && [...compound.folded].length <= LONGEST) {
      compounds.push({ ...compound, to: words.length });
    }
    compound = undefined;
  };
  const endWord = () => {
    if (word.length === 0) return;
    // What does not compose with its letter is no letter of its own.
    const letters = word.filter((letter) => kindOf(letter) !== "mark").map(foldLetter);
    const folded = letters.slice(0, LONGEST).join("");
    const marked = markedForm(word.join(""));
    if (joint !== undefined && compound) compound.folded += joint + folded;
    else {
      endCompound();
      compound = { folded, from: words.length };
    }
    joint = undefined;
    words.push({
      start: place - word.length,
      length: word.length,
      folded,
      ...(marked !== undefined && { marked }),
    });
    word = [];
  };
  for (const letter of text.normalize("NFC")) {
    const kind = kindOf(letter);
    if (kind === "word" || (kind === "mark" && word.length > 0)) word.push(letter);
    else {
      const afterWord = word.length > 0;
      endWord();
      joint = afterWord ? jointOf(letter) : undefined;
      if (joint === undefined) endCompound();
    }
    place += 1;
  }
  endWord();
  endCompound();
  return { words, compounds };
}
