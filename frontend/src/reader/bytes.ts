// Brings a paper's bytes in ranges: pdf.js's own loader waits for ever after one lost answer, a meeting room cannot.
import { keptBytes } from "../vault/bytes";
import { type FailureKind, failureOfStatus, ReadFailure } from "./failure";

export const CHUNK = 131_072;
const ANSWER_MS = 30_000;
const FIRST_WAIT_MS = 800;
const LONGEST_WAIT_MS = 8_000;

export interface Bytes {
  total: number;
  /** The first chunk; the whole file when it is no longer than that. */
  first: Uint8Array<ArrayBuffer>;
}

export interface Progress {
  loaded: number;
  total: number;
}

async function ask(url: string, begin: number, end: number, signal: AbortSignal): Promise<Response> {
  // Not AbortSignal.any: tablets that pdf.js still serves (Safari before 17.4) do not know it.
  const patience = new AbortController();
  const giveUp = () => patience.abort();
  if (signal.aborted) giveUp();
  signal.addEventListener("abort", giveUp, { once: true });
  setTimeout(giveUp, ANSWER_MS);
  const response = await fetch(url, {
    headers: { Range: `bytes=${begin}-${end - 1}` },
    signal: patience.signal,
  }).catch(() => {
    throw new ReadFailure("unreachable");
  });
  if (!response.ok) throw new ReadFailure(failureOfStatus(response.status));
  return response;
}

async function body(response: Response): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(
    await response.arrayBuffer().catch(() => {
      throw new ReadFailure("unreachable");
    }),
  );
}

/** The first chunk tells how long the file is, and whether it may be read at all. */
export async function openBytes(url: string, signal: AbortSignal): Promise<Bytes> {
  const kept = await keptBytes(url);
  if (kept) {
    const first = await kept.read(0, CHUNK).catch(() => undefined);
    if (first) return { first, total: kept.total };
  }
  const response = await ask(url, 0, CHUNK, signal);
  const first = await body(response);
  const total = Number(/\/(\d+)$/.exec(response.headers.get("content-range") ?? "")?.[1]);
  // A server that ignores ranges has sent everything.
  return { first, total: response.status === 206 && total > 0 ? total : first.byteLength };
}

/** One range, asked for again until it comes: the pages around it stay readable meanwhile. */
export async function range(
  url: string,
  begin: number,
  end: number,
  signal: AbortSignal,
  stalled: (kind?: FailureKind) => void,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const kept = await (await keptBytes(url))?.read(begin, end).catch(() => undefined);
  if (kept) return kept;
  for (let wait = FIRST_WAIT_MS; !signal.aborted; wait = Math.min(LONGEST_WAIT_MS, wait * 2)) {
    try {
      const response = await ask(url, begin, end, signal);
      const bytes = await body(response);
      stalled(undefined);
      return response.status === 206 ? bytes : bytes.slice(begin, end);
    } catch (error) {
      if (signal.aborted) return undefined;
      const kind = error instanceof ReadFailure ? error.kind : "server";
      stalled(kind);
      if (kind === "missing") return undefined;
      await pause(wait, signal);
    }
  }
  return undefined;
}

/** Ends early when the network says it is back. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      window.removeEventListener("online", done);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    window.addEventListener("online", done);
    signal.addEventListener("abort", done);
  });
}
