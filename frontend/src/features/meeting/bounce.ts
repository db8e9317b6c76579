// Worn clickers press twice: the same act twice this close together is one.
const BOUNCE_MS = 300;

export interface Press {
  /** The kind of act alone: of two steps only the first is taken, since the meeting may have moved in between. */
  act: string;
  at: number;
}

export function bounces(last: Press | undefined, next: Press): boolean {
  return last?.act === next.act && next.at - last.at < BOUNCE_MS;
}
