// Whether this tablet follows whoever leads, and whether it is the one that leads: kept over a look into another page and a
// reload, forgotten with the tab.
import { useSyncExternalStore } from "react";

export interface Following {
  /** Goes where the leader goes. */
  follows: boolean;
  /** The lead carried out on this very tablet. */
  leads?: number;
  /** The paper this tablet has asked to lead: once the picture says that one leads it, it is led from here. */
  claims?: string;
  /** The lead one was offered to follow and did not want to. */
  declined?: number;
  /** On the way somewhere because the leader, or the agenda, went there: the next page keeps following. */
  onTheWay?: boolean;
}

const NOT: Following = { follows: false };
const held = new Map<string, Following>();
const listeners = new Set<() => void>();
const key = (meeting: string) => `nghisu.following.${meeting}`;

export function following(meeting: string): Following {
  const known = held.get(meeting);
  if (known) return known;
  let kept = NOT;
  try {
    const value: unknown = JSON.parse(sessionStorage.getItem(key(meeting)) ?? "null");
    if (typeof value === "object" && value !== null) {
      const { follows, leads } = value as Partial<Following>;
      kept = { follows: follows === true, ...(typeof leads === "number" && { leads }) };
    }
  } catch {
    // Without storage it is known until the page is left.
  }
  held.set(meeting, kept);
  return kept;
}

export function setFollowing(meeting: string, change: Partial<Following>): void {
  const next = { ...following(meeting), ...change };
  held.set(meeting, next);
  try {
    sessionStorage.setItem(key(meeting), JSON.stringify(next));
  } catch {
    // As above.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useFollowing(meeting: string): Following {
  return useSyncExternalStore(subscribe, () => following(meeting));
}
