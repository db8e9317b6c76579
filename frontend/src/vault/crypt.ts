// Seals what a tablet keeps: AES-GCM in pieces of 256 KiB, each bound to its place, under a key that nobody can read out.

/** Small enough to decrypt while a page turns, large enough that a report of 50 MB is 200 pieces. */
export const PIECE = 262_144;
export const IV_BYTES = 12;

type Bytes = Uint8Array<ArrayBuffer>;

export interface Sealed {
  iv: Bytes;
  data: ArrayBuffer;
}

/** The key as the server writes it. It leaves this function only as something that cannot be read out again. */
export async function importKey(hex: string): Promise<CryptoKey> {
  if (!/^[0-9a-f]{64}$/.test(hex)) throw new TypeError("not a key of 256 bits");
  const raw = new Uint8Array(32);
  for (let at = 0; at < raw.length; at++) raw[at] = Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16);
  try {
    return await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
  } finally {
    raw.fill(0);
  }
}

/** `place` says where this belongs: sealed pieces cannot be swapped for one another. */
export async function seal(key: CryptoKey, place: string, bytes: Bytes): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: text(place) }, key, bytes);
  return { iv, data };
}

/** Throws where a single bit is other than it was, or where it was sealed for another place or under another key. */
export async function unseal(key: CryptoKey, place: string, { iv, data }: Sealed): Promise<Bytes> {
  const bytes = await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData: text(place) }, key, data);
  return new Uint8Array(bytes);
}

export const text = (words: string): Bytes => new TextEncoder().encode(words) as Bytes;

/** How many pieces a file of `size` bytes has. */
export const pieces = (size: number) => Math.ceil(size / PIECE);
