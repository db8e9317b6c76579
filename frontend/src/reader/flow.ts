// A page's words as they are read: lines, passages and sentences, for a narrow screen to flow and for a voice to speak.
import type { Rectangle } from "./leaf";
import { newLine, type PageWord } from "./words";

/** `text`: a paragraph · `centre`: a line in the middle, a heading mostly · `row`: cells side by side, a table mostly. */
export interface Passage {
  kind: "text" | "centre" | "row";
  words: PageWord[];
  text: string;
}

export interface Sentence {
  text: string;
  rectangles: Rectangle[];
}

interface Line {
  words: PageWord[];
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Cells of one line are this many letter heights apart. */
const CELL = 2.2;
/** What begins an item of a list or a part of a law, whatever stands before it. */
const BEGINS =
  /^(\d{1,3}[.)](\s|$)|[a-zđ]\)\s|[-–—+•*]\s|(Điều|Chương|Mục|Phần|Article|Chapter)\s+[\dIVX]+)/u;
const ENDS = /[.!?…:;]["”)]*$/u;
/** Longer ones some voices stop in the middle of. */
const LONGEST = 220;

const say = (words: readonly PageWord[]) => words.map((word) => word.text).join(" ");

export function linesOf(words: readonly PageWord[]): Line[] {
  const lines: Line[] = [];
  let before: PageWord | undefined;
  for (const word of words) {
    const line = lines.at(-1);
    if (!line || newLine(before, word)) {
      lines.push({
        words: [word],
        left: word.x,
        right: word.x + word.w,
        top: word.y,
        bottom: word.y + word.h,
      });
    } else {
      line.words.push(word);
      line.right = Math.max(line.right, word.x + word.w);
      line.top = Math.min(line.top, word.y);
      line.bottom = Math.max(line.bottom, word.y + word.h);
    }
    before = word;
  }
  return lines;
}

/** The words of a line, parted where they stand far apart. */
function cellsOf(line: Line): PageWord[][] {
  const cells: PageWord[][] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const word of line.words) {
    const cell = cells.at(-1);
    if (cell && word.x - end < word.h * CELL) cell.push(word);
    else cells.push([word]);
    end = word.x + word.w;
  }
  return cells;
}

export function flow(words: readonly PageWord[]): Passage[] {
  const lines = linesOf(words);
  if (lines.length === 0) return [];
  const left = Math.min(...lines.map((line) => line.left));
  const right = Math.max(...lines.map((line) => line.right));
  const width = Math.max(1, right - left);
  const centred = (line: Line) => {
    const [before, after] = [line.left - left, right - line.right];
    return before > width * 0.08 && after > width * 0.08 && Math.abs(before - after) < width * 0.12;
  };
  const passages: Passage[] = [];
  let last: Line | undefined;
  const add = (kind: Passage["kind"], more: PageWord[], joined: boolean) => {
    const passage = passages.at(-1);
    if (joined && passage?.kind === kind) {
      passage.words.push(...more);
      passage.text = `${passage.text} ${say(more)}`;
    } else passages.push({ kind, words: [...more], text: say(more) });
  };
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] as Line;
    const cells = cellsOf(line);
    if (cells.length === 2) {
      // Two columns side by side, as a letter's head has them: each is read to its end.
      const pairs = [cells];
      for (let next = lines[at + 1]; next; next = lines[at + 1]) {
        const more = cellsOf(next);
        const beside = more.length === 2 && (more[1]?.[0]?.x ?? 0) > (cells[0]?.at(-1)?.x ?? 0);
        if (!beside || next.top - (lines[at] as Line).bottom > height(next) * 1.5) break;
        pairs.push(more);
        at += 1;
      }
      const wordy = (side: number) => pairs.some((pair) => (pair[side]?.length ?? 0) > 1);
      if (wordy(0) && wordy(1)) {
        for (const side of [0, 1]) {
          for (const [row, pair] of pairs.entries()) add("centre", pair[side] ?? [], row > 0);
        }
      } else {
        for (const pair of pairs) addRow(passages, pair);
      }
      last = undefined;
      continue;
    }
    if (cells.length > 2) {
      addRow(passages, cells);
      last = undefined;
      continue;
    }
    const kind = centred(line) ? "centre" : "text";
    add(kind, line.words, last !== undefined && goesOn(last, line, left, right, kind));
    last = line;
  }
  return passages;
}

const height = (line: Line) => Math.max(1, line.words[0]?.h ?? line.bottom - line.top);

function addRow(passages: Passage[], cells: PageWord[][]) {
  passages.push({ kind: "row", words: cells.flat(), text: cells.map(say).join(" | ") });
}

function goesOn(before: Line, line: Line, left: number, right: number, kind: Passage["kind"]): boolean {
  const gap = line.top - before.bottom;
  if (gap > height(line) * 1.1 || gap < -height(line) * 4) return false;
  if (kind === "centre") return gap < height(line) * 0.9 && Math.abs(height(before) - height(line)) < 2;
  if (BEGINS.test(say(line.words))) return false;
  // An indented line begins a paragraph where the one before did not stand as far in.
  if (line.left - left > height(line) * 1.2 && line.left - before.left > height(line) * 0.8) return false;
  const short = right - before.right > (right - left) * 0.15;
  return !(short && ENDS.test(say(before.words)));
}

/** What a voice says in one breath, and where it stands. */
export function sentencesOf(passages: readonly Passage[]): Sentence[] {
  return passages.flatMap(({ words }) => {
    const sentences: Sentence[] = [];
    let held: PageWord[] = [];
    const end = () => {
      if (held.length > 0) sentences.push({ text: say(held), rectangles: rectanglesOf(held) });
      held = [];
    };
    words.forEach((word, at) => {
      held.push(word);
      const next = words[at + 1]?.text ?? "";
      const long = say(held).length;
      // "Số 39." is no end before a small letter, nor is the point of "TP." before a name.
      const ends =
        /[.!?…]["”)]*$/u.test(word.text) && /^["“(]?[\p{Lu}\d]/u.test(next) && word.text.length > 3;
      if (ends || (long > LONGEST && /[,;:]$/u.test(word.text)) || long > LONGEST * 1.6) end();
    });
    end();
    return sentences;
  });
}

export function rectanglesOf(words: readonly PageWord[]): Rectangle[] {
  return linesOf(words).map(
    ({ left, right, top, bottom }): Rectangle => [left, top, right - left, bottom - top],
  );
}
