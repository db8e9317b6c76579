// Asks the server, and falls back on what is kept when no answer comes: a dead network may not even say that it is dead.
import { Refusal } from "../api/problem";

/** An answer that takes longer is not waited for where something is kept. */
const PATIENCE_MS = 2_500;

export const isUnreachable = (error: unknown) => error instanceof Refusal && error.code === "unreachable";

/** What `ask` answers; what `kept` has, where no answer comes in time. A refusal of the server's stands. */
export async function orKept<T>(
  ask: Promise<T>,
  kept: () => Promise<T | undefined>,
  patience = PATIENCE_MS,
): Promise<T> {
  const late = Symbol("late");
  let timer: ReturnType<typeof setTimeout> | undefined;
  const waiting = new Promise<typeof late>((resolve) => {
    timer = setTimeout(() => resolve(late), navigator.onLine ? patience : 0);
  });
  try {
    const first = await Promise.race([ask, waiting]);
    if (first !== late) return first;
    return (await kept()) ?? (await ask);
  } catch (error) {
    const held = isUnreachable(error) ? await kept() : undefined;
    if (held === undefined) throw error;
    return held;
  } finally {
    clearTimeout(timer);
    // Nobody may be waiting for it any more.
    ask.catch(() => {});
  }
}
