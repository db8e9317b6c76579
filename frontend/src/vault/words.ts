// The words of a kept paper with their places: brought in one answer, kept sealed by the handful of pages, opened page by page.
import type { PageWord } from "../reader/words";
import { textRecord, wordsRecord } from "./kept";
import type { Vault } from "./vault";

/** A page as words, as the server tells it. */
export interface KeptPage {
  number: number;
  source: string;
  text: string;
  width: number;
  height: number;
  words: PageWord[];
}

interface Head extends Omit<KeptPage, "words"> {
  /** Bytes of its words, deflated. */
  packed: number;
}

/** Pages go together until they have so many bytes: few records, and little to open for one page. */
const BATCH = 131_072;
/** Nothing the server sends is longer; something that is, is something else. */
const LONGEST_PART = 16 << 20;

/** Where each batch ends: the pages up to there, from the one before, are in it. */
interface Index {
  ends: number[];
}

const batchRecord = (paper: string, version: string, batch: number) =>
  `${wordsRecord(paper, version)}/${batch}`;

export interface Bring {
  vault: Vault;
  url: string;
  paper: string;
  version: string;
  signal: AbortSignal;
  fetch: typeof globalThis.fetch;
}

/** Brings the words of all pages. What is there of them counts once all of it came. */
export async function bringWords({ vault, url, paper, version, signal, fetch }: Bring): Promise<void> {
  const response = await fetch(url, { signal });
  if (!response.ok || !response.body) throw new Error(`answered ${response.status}`);
  const texts: string[] = [];
  const ends: number[] = [];
  let batch: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  const keep = async () => {
    if (batch.length === 0) return;
    await vault.putBytes(batchRecord(paper, version, ends.length), joined(batch));
    ends.push(texts.length);
    batch = [];
    bytes = 0;
  };
  for await (const { head, frame } of frames(response.body.getReader())) {
    // Pages that could not be studied are missing: they are there, without words.
    while (texts.length < head.number - 1) texts.push("");
    texts.push(head.text);
    batch.push(frame);
    bytes += frame.byteLength;
    if (bytes >= BATCH) await keep();
  }
  await keep();
  await vault.put(textRecord(paper, version), texts);
  await vault.put(wordsRecord(paper, version), { ends } satisfies Index);
}

/** What is kept of one page, from 1. */
export async function keptPage(
  vault: Vault,
  paper: string,
  version: string,
  page: number,
): Promise<KeptPage | undefined> {
  const index = await vault.get<Index>(wordsRecord(paper, version));
  const batch = index?.ends.findIndex((end) => page <= end) ?? -1;
  const bytes = batch < 0 ? undefined : await vault.getBytes(batchRecord(paper, version, batch));
  if (!bytes) return undefined;
  for (let at = 0; at < bytes.byteLength; ) {
    const { head, words, end } = readFrame(bytes, at);
    if (head.number === page) return { ...head, words: words.byteLength > 0 ? await unpack(words) : [] };
    at = end;
  }
  return undefined;
}

/** Whether the words of this paper are all here. */
export const hasWords = async (vault: Vault, paper: string, version: string): Promise<boolean> =>
  (await vault.get(wordsRecord(paper, version))) !== undefined;

export async function dropWords(vault: Vault, paper: string, version: string): Promise<void> {
  for (const name of await vault.names(wordsRecord(paper, version))) await vault.drop(name);
}

/** `at` is where a whole frame begins. */
function readFrame(bytes: Uint8Array<ArrayBuffer>, at: number) {
  const length = new DataView(bytes.buffer, bytes.byteOffset + at).getUint32(0);
  const head = JSON.parse(new TextDecoder().decode(bytes.subarray(at + 4, at + 4 + length))) as Head;
  const begin = at + 4 + length;
  return { head, words: bytes.subarray(begin, begin + head.packed), end: begin + head.packed };
}

/** The frames of a stream, however it is cut into chunks. */
async function* frames(reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>) {
  let held = new Uint8Array(0);
  try {
    for (;;) {
      const frame = firstFrame(held);
      if (frame) {
        yield { head: frame.head, frame: held.slice(0, frame.end) };
        held = held.subarray(frame.end);
        continue;
      }
      const next = await reader.read();
      if (next.done) {
        if (held.byteLength > 0) throw new Error("the words came in part");
        return;
      }
      held = joined([held, next.value]);
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

/** The frame at the beginning, once all of it is there. */
function firstFrame(held: Uint8Array<ArrayBuffer>) {
  if (held.byteLength < 4) return undefined;
  const length = new DataView(held.buffer, held.byteOffset).getUint32(0);
  if (length > LONGEST_PART) throw new Error("these are no words");
  if (held.byteLength < 4 + length) return undefined;
  const frame = readFrame(held, 0);
  if (frame.end > LONGEST_PART) throw new Error("these are no words");
  return held.byteLength >= frame.end ? frame : undefined;
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.byteLength;
  }
  return all;
}

async function unpack(packed: Uint8Array<ArrayBuffer>): Promise<PageWord[]> {
  const plain = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return (await new Response(plain).json()) as PageWord[];
}
