// What a hand does on a page: an operation, as it is kept, sent and drawn. Operations are never changed, only taken away.
import type { Schemas } from "../api/client";

export type PenColour = "black" | "blue" | "red";
export type HighlightColour = "yellow" | "green" | "pink";
export type Colour = PenColour | HighlightColour;
export type MarkKind = "stroke" | "highlight" | "note" | "bookmark";

export type Op = Schemas["HandOp"];
export type NumberedOp = Schemas["NumberedOp"];

/** Something that is on a page. */
export type Mark = Op & { kind: MarkKind };

/** Numbers a point of a stroke consists of: x, y, pressure, milliseconds since the point before. */
export const PER_POINT = 4;
/** The server takes no longer stroke; the pen goes on with another. */
export const MAX_POINTS = 5_000;
export const MAX_NOTE = 4_000;

/** Whose hand on which version of which paper. */
export interface LogKey {
  account: string;
  meeting: string;
  paper: string;
  /** SHA-256 of the version. */
  hash: string;
}

export const logName = ({ account, paper, hash }: LogKey) => `${account}/${paper}/${hash}`;

export const isMark = (op: Op): op is Mark => op.kind !== "erase";

/** In page points. */
export interface Point {
  x: number;
  y: number;
}

/** In which order operations go: by when they were made, and what takes away after what it takes away, whatever a clock did. */
export const inOrder = (a: Op, b: Op) =>
  Number(a.kind === "erase") - Number(b.kind === "erase") || (a.id < b.id ? -1 : 1);
