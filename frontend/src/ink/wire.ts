// What goes between a hand and the server: batches out, the log in, and failures as few words as there are answers to them.
import type { Schemas } from "../api/client";
import type { LogKey, NumberedOp, Op } from "./op";

export interface Part {
  ops: NumberedOp[];
  head: number;
  more: boolean;
  others: Schemas["OtherHand"][];
}

/** `later`: no answer, or none that counts · `denied`: not signed in · `lost`: the paper is not theirs to read · `refused`: never. */
export type Failure = { kind: "later" | "denied" | "lost" } | { kind: "refused"; words: string };

export interface Wire {
  send(log: LogKey, ops: readonly Op[]): Promise<void>;
  fetch(log: LogKey, since: number): Promise<Part>;
}

export class WireFailure extends Error {
  constructor(readonly failure: Failure) {
    super(failure.kind);
    this.name = "WireFailure";
  }
}
