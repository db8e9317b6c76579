// What this account has seen of a meeting on this device, kept so that "what is new" survives a reload.
import { useSyncExternalStore } from "react";
import type { Seen } from "./news";

/** Meetings remembered; the oldest fall out. */
const KEPT = 20;
const key = (account: string) => `nghisu.seen.${account}`;
const held = new Map<string, Record<string, Seen>>();
const listeners = new Set<() => void>();

function load(account: string): Record<string, Seen> {
  const known = held.get(account);
  if (known) return known;
  let kept: Record<string, Seen> = {};
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key(account)) ?? "{}");
    if (typeof value === "object" && value !== null) kept = value as Record<string, Seen>;
  } catch {
    // Without storage everything is seen anew after each load of the page: nothing is told twice, nothing is lost.
  }
  // What somebody else put there must not break the page.
  for (const [meeting, seen] of Object.entries(kept)) {
    if (!Array.isArray(seen?.items) || typeof seen.papers !== "object" || seen.papers === null)
      delete kept[meeting];
  }
  held.set(account, kept);
  return kept;
}

export function look(account: string, meeting: string, seen: Seen): void {
  const { [meeting]: _, ...others } = load(account);
  const next = Object.fromEntries([...Object.entries(others), [meeting, seen] as const].slice(-KEPT));
  held.set(account, next);
  try {
    localStorage.setItem(key(account), JSON.stringify(next));
  } catch {
    // As above.
  }
  for (const listener of listeners) listener();
}

export function useSeen(account: string, meeting: string): Seen | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => load(account)[meeting],
  );
}
