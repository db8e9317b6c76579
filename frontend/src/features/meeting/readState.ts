// Which version of which paper this account has opened on this device: "Chưa đọc", "Đã đọc", "Có bản mới".
import { useSyncExternalStore } from "react";

export type ReadState = "unread" | "read" | "changed";
/** Paper id → hash of the version last opened. */
export type ReadPapers = Readonly<Record<string, string>>;

/** Old meetings' papers fall out, the oldest first. */
const KEPT = 1_000;
const NONE: ReadPapers = {};
const held = new Map<string, { text: string | null; papers: ReadPapers }>();
const listeners = new Set<() => void>();
const key = (account: string) => `nghisu.read.${account}`;

function load(account: string): ReadPapers {
  let text: string | null = null;
  try {
    text = localStorage.getItem(key(account));
  } catch {
    // Without storage only what was opened since the page was loaded counts.
    return held.get(account)?.papers ?? NONE;
  }
  const known = held.get(account);
  if (known && known.text === text) return known.papers;
  const papers = parse(text);
  held.set(account, { text, papers });
  return papers;
}

function parse(text: string | null): ReadPapers {
  try {
    const value: unknown = JSON.parse(text ?? "{}");
    if (typeof value !== "object" || value === null || Array.isArray(value)) return NONE;
    const pairs = Object.entries(value).filter(([, hash]) => typeof hash === "string");
    return Object.fromEntries(pairs) as ReadPapers;
  } catch {
    return NONE;
  }
}

export function readState(papers: ReadPapers, paper: string, hash: string): ReadState {
  const last = Object.hasOwn(papers, paper) ? papers[paper] : undefined;
  if (last === undefined) return "unread";
  return last === hash ? "read" : "changed";
}

/** The version this account last opened, if any. */
export function read(account: string, paper: string): string | undefined {
  const papers = load(account);
  return Object.hasOwn(papers, paper) ? papers[paper] : undefined;
}

export function markRead(account: string, paper: string, hash: string): void {
  const before = load(account);
  if (before[paper] === hash) return;
  const { [paper]: _, ...others } = before;
  const papers = Object.fromEntries([...Object.entries(others), [paper, hash]].slice(-KEPT));
  let text: string | null = JSON.stringify(papers);
  try {
    localStorage.setItem(key(account), text);
  } catch {
    text = held.get(account)?.text ?? null;
  }
  held.set(account, { text, papers });
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  // Another tab of the same account may have read on.
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", listener);
  };
}

/** `const state = useReadState(account)`, then `state(paperId, paper.hash)`. */
export function useReadState(account: string): (paper: string, hash: string) => ReadState {
  const papers = useSyncExternalStore(subscribe, () => load(account));
  return (paper, hash) => readState(papers, paper, hash);
}
