// The column of text under a finger: what a double tap brings as near as the screen allows.

/** Left, top, right and bottom of a run of letters on screen, as shares of the page as it lies there. */
export type Run = readonly [left: number, top: number, right: number, bottom: number];

export interface Column {
  left: number;
  right: number;
}

/** How far above and below the finger is looked. */
const BAND = 0.09;
/** A clear way down the page this wide parts two columns. */
const ALLEY = 0.012;
/** A line across everything is a heading above the columns. */
const ACROSS = 0.6;
const GRAIN = 400;

export function columnAt(runs: readonly Run[], x: number, y: number): Column | undefined {
  const near = runs.filter(([, top, , bottom]) => bottom > y - BAND && top < y + BAND);
  const narrow = near.filter(([left, , right]) => right - left < ACROSS);
  const asked = narrow.length >= 4 && narrow.length >= near.length / 2 ? narrow : near;
  if (asked.length === 0) return undefined;
  const covered = new Uint8Array(GRAIN);
  for (const [left, , right] of asked) {
    covered.fill(1, Math.max(0, Math.floor(left * GRAIN)), Math.min(GRAIN, Math.ceil(right * GRAIN)));
  }
  const alley = Math.round(ALLEY * GRAIN);
  const columns: Column[] = [];
  let start = -1;
  let last = -1;
  for (let at = 0; at < GRAIN; at++) {
    if (!covered[at]) continue;
    if (start >= 0 && at - last > alley) {
      columns.push({ left: start / GRAIN, right: (last + 1) / GRAIN });
      start = at;
    }
    if (start < 0) start = at;
    last = at;
  }
  columns.push({ left: start / GRAIN, right: (last + 1) / GRAIN });
  const away = ({ left, right }: Column) => Math.max(left - x, x - right, 0);
  return columns.reduce((best, column) => (away(column) < away(best) ? column : best));
}

/** What a double tap brings near: the edges of a column, along the lines it is made of. */
export interface Lines {
  /** Down the screen where the page lies on its side: whoever turned it holds the device turned, too. */
  along: "across" | "down";
  from: number;
  to: number;
}

/** The same for a page however it lies: its lines may run down the screen. */
export function linesAt(
  runs: readonly Run[],
  shape: { width: number; height: number },
  x: number,
  y: number,
): Lines | undefined {
  const sum = (of: (run: Run) => number) => runs.reduce((total, run) => total + of(run), 0);
  const across = sum(([left, , right]) => (right - left) * shape.width);
  const down = sum(([, top, , bottom]) => (bottom - top) * shape.height);
  if (across >= down) {
    const column = columnAt(runs, x, y);
    return column && { along: "across", from: column.left, to: column.right };
  }
  const upright = runs.map(([left, top, right, bottom]): Run => [top, left, bottom, right]);
  const column = columnAt(upright, y, x);
  return column && { along: "down", from: column.left, to: column.right };
}
