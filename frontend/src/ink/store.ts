// Where a hand is kept on this tablet: one small interface, so that what lies behind it may be another safe.
import type { LogKey, NumberedOp, Op } from "./op";

export interface HeldOp {
  op: Op;
  /** Whether the server has it. */
  sent: boolean;
}

export interface Held {
  /** In the order in which they were done. */
  ops: HeldOp[];
  /** Up to which number the server's log is here. */
  head: number;
}

export interface Unsent {
  log: LogKey;
  ops: Op[];
}

export interface InkStore {
  /** Whether what is kept survives the page. */
  readonly lasting: boolean;
  load(log: LogKey): Promise<Held>;
  /** The same `head` alone, without opening what is kept. */
  head(log: LogKey): Promise<number>;
  /** Written here, and to be sent. Resolves once it is safe. */
  write(log: LogKey, ops: readonly Op[]): Promise<void>;
  /** Came from the server; what is here already counts as sent from now on. */
  receive(log: LogKey, ops: readonly NumberedOp[], head: number): Promise<void>;
  /** The server has these. */
  settle(log: LogKey, ids: readonly string[]): Promise<void>;
  /** What is still to be sent, log by log, the oldest first. */
  unsent(account: string): Promise<Unsent[]>;
  /** How many operations are still to be sent. */
  waiting(account: string): Promise<number>;
  /** Everything of theirs that is here. */
  logs(account: string): Promise<LogKey[]>;
  /** Whose hands are here. */
  accounts(): Promise<string[]>;
  /** Takes away what the server has of one log: of a paper that no tablet keeps. */
  release(log: LogKey): Promise<void>;
  /** Takes everything away that the server has, and where nothing else is left the key too; what it has not stays until it was sent. */
  forget(account: string): Promise<void>;
}
