// Brings one file into a vault, piece by piece, and keeps it only if its bytes are the ones it is named by.
import { PIECE, pieces } from "./crypt";
import { Sha256 } from "./sha256";
import type { KeptFile, Vault } from "./vault";

export interface Download {
  vault: Vault;
  url: string;
  hash: string;
  size: number;
  signal: AbortSignal;
  fetch: typeof globalThis.fetch;
  /** From 0 to 1. */
  progress(share: number): void;
}

/** Goes on where an earlier download was cut. Throws where the line, the server or the bytes fail. */
export async function download({ vault, url, hash, size, signal, fetch, progress }: Download): Promise<void> {
  let file: KeptFile = (await vault.file(hash)) ?? { hash, size, pieces: 0, whole: false };
  if (file.whole) return;
  const digest = new Sha256();
  for (let index = 0; index < file.pieces; index++) digest.add(await vault.piece(file, index));
  const keep = async (bytes: Uint8Array<ArrayBuffer>) => {
    digest.add(bytes);
    const last = file.pieces + 1 === pieces(size);
    if (last && digest.hex() !== hash) {
      await vault.dropFile(hash);
      throw new Error("the bytes are not those of the file asked for");
    }
    file = await vault.keepPiece(file, bytes, last);
    progress(Math.min(1, (file.pieces * PIECE) / size));
  };
  const begin = file.pieces * PIECE;
  const response = await fetch(url, { headers: { Range: `bytes=${begin}-` }, signal });
  if (!response.ok || !response.body) throw new Error(`answered ${response.status}`);
  const reader = response.body.getReader();
  // A server that knows no ranges sends all of it: what is there already is passed over.
  let passing = response.status === 206 ? 0 : begin;
  const piece = new Uint8Array(PIECE);
  let filled = 0;
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      let rest = next.value.subarray(Math.min(passing, next.value.byteLength));
      passing -= next.value.byteLength - rest.byteLength;
      while (rest.byteLength > 0) {
        const part = rest.subarray(0, PIECE - filled);
        piece.set(part, filled);
        filled += part.byteLength;
        rest = rest.subarray(part.byteLength);
        const ends = file.pieces * PIECE + filled === size;
        if (filled === PIECE || ends) {
          await keep(piece.slice(0, filled));
          filled = 0;
        }
        if (file.whole) return;
      }
    }
    throw new Error("the file came in part");
  } finally {
    piece.fill(0);
    reader.cancel().catch(() => {});
  }
}
