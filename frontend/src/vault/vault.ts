// What this tablet keeps of its meetings: one database a meeting, sealed under a key that lies apart and goes first.
import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from "idb";
import { IV_BYTES, PIECE, type Sealed, seal, text, unseal } from "./crypt";

const KEYS = "nghisu-vault";
const KEPT = "nghisu-vault-";
const CHECK = "check";
/** A clock set back further than this is no correction. */
const CLOCK_SLACK_MS = 24 * 60 * 60_000;

/** By what right this tablet keeps a meeting. */
export interface Right {
  meeting: string;
  /** Whose: nobody else's sign-in on this tablet reads it. */
  account: string;
  key: CryptoKey;
  /** By this device's clock. */
  from: number;
  until: number;
}

interface KeyBook extends DBSchema {
  rights: { key: string; value: Right };
}

export interface KeptFile {
  hash: string;
  size: number;
  /** Pieces there, from the first; all of them once the file is whole and its hash was right. */
  pieces: number;
  whole: boolean;
}

/**
 * Sealed bytes, where the browser lets us as blobs, behind their nonce: browsers keep those in files of their own, which are gone once they are deleted. What
 * lies in the database's own files stays there, deleted, until the browser tidies up.
 */
interface Shelf extends DBSchema {
  records: { key: string; value: Blob | Sealed };
  files: { key: string; value: KeptFile };
  pieces: { key: [hash: string, index: number]; value: Blob | Sealed };
}

export class Vault {
  private ended = false;
  private last?: { place: string; bytes: Promise<Uint8Array<ArrayBuffer>> };

  private constructor(
    readonly right: Right,
    private readonly shelf: IDBPDatabase<Shelf>,
  ) {}

  static async open(right: Right): Promise<Vault> {
    const shelf = await openDB<Shelf>(KEPT + right.meeting, 1, {
      upgrade(fresh) {
        fresh.createObjectStore("records");
        fresh.createObjectStore("files");
        fresh.createObjectStore("pieces");
      },
      // Another page erases it: it must not wait for this one.
      blocking: (_old, _new, event) => (event.target as IDBDatabase).close(),
    });
    return new Vault(right, shelf);
  }

  /** Erased, or closed: nothing more is to be brought for it. */
  get isOver() {
    return this.ended;
  }

  get meeting() {
    return this.right.meeting;
  }

  private place(...of: (string | number)[]): string {
    return [this.right.meeting, ...of].join("/");
  }

  put(name: string, value: unknown): Promise<void> {
    return this.putBytes(name, text(JSON.stringify(value)));
  }

  async putBytes(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const sealed = await seal(this.right.key, this.place("record", name), bytes);
    if (this.ended) return;
    await stored(sealed, (value) => this.shelf.put("records", value, name));
  }

  /** What was put under this name; nothing too where it cannot be read. */
  async get<T>(name: string): Promise<T | undefined> {
    const bytes = await this.getBytes(name);
    return bytes && (JSON.parse(new TextDecoder().decode(bytes)) as T);
  }

  async getBytes(name: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    try {
      const sealed = this.ended ? undefined : await this.shelf.get("records", name);
      return sealed && (await unseal(this.right.key, this.place("record", name), await unwrap(sealed)));
    } catch {
      return undefined;
    }
  }

  /** Whether `key` is the one this was sealed under. */
  async opensWith(key: CryptoKey): Promise<boolean> {
    const kept = await this.shelf.get("records", CHECK);
    const sealed = kept && (await unwrap(kept));
    return (
      sealed !== undefined &&
      unseal(key, this.place("record", CHECK), sealed).then(
        () => true,
        () => false,
      )
    );
  }

  /** Puts something known under the key, for `opensWith`. */
  prove(): Promise<void> {
    return this.put(CHECK, this.meeting);
  }

  async names(prefix: string): Promise<string[]> {
    return this.shelf.getAllKeys("records", IDBKeyRange.bound(prefix, `${prefix}\uffff`));
  }

  async drop(name: string): Promise<void> {
    await this.shelf.delete("records", name);
  }

  file(hash: string): Promise<KeptFile | undefined> {
    return this.ended ? Promise.resolve(undefined) : this.shelf.get("files", hash);
  }

  files(): Promise<KeptFile[]> {
    return this.shelf.getAll("files");
  }

  /** Keeps the next piece of a file; with the last one the file is whole. */
  async keepPiece(file: KeptFile, bytes: Uint8Array<ArrayBuffer>, last: boolean): Promise<KeptFile> {
    const { hash, size, pieces: index } = file;
    const sealed = await seal(this.right.key, this.place(hash, index, size), bytes);
    const next = { hash, size, pieces: index + 1, whole: last };
    await stored(sealed, async (value) => {
      const write = this.shelf.transaction(["files", "pieces"], "readwrite");
      await Promise.all([
        write.objectStore("pieces").put(value, [hash, index]),
        write.objectStore("files").put(next, hash),
        write.done,
      ]);
    });
    return next;
  }

  /** Throws where a piece is missing or was changed. */
  async piece({ hash, size }: KeptFile, index: number): Promise<Uint8Array<ArrayBuffer>> {
    const place = this.place(hash, index, size);
    // Pages are read in smaller steps than pieces: the same piece is wanted twice in a row.
    if (this.last?.place !== place) {
      const bytes = this.shelf.get("pieces", [hash, index]).then(async (sealed) => {
        if (!sealed) throw new Error("a piece is missing");
        return unseal(this.right.key, place, await unwrap(sealed));
      });
      this.last = { place, bytes };
      bytes.catch(() => {
        this.last = undefined;
      });
    }
    return (this.last as { bytes: Promise<Uint8Array<ArrayBuffer>> }).bytes;
  }

  /** Bytes `begin` to `end` of a whole file. */
  async read(file: KeptFile, begin: number, end: number): Promise<Uint8Array<ArrayBuffer>> {
    const to = Math.min(end, file.size);
    const read = new Uint8Array(Math.max(0, to - begin));
    for (let at = begin; at < to; ) {
      const index = Math.floor(at / PIECE);
      const piece = await this.piece(file, index);
      const from = at - index * PIECE;
      const part = piece.subarray(from, Math.min(piece.byteLength, from + to - at));
      if (part.byteLength === 0) throw new Error("a piece is too short");
      read.set(part, at - begin);
      at += part.byteLength;
    }
    return read;
  }

  async dropFile(hash: string): Promise<void> {
    const write = this.shelf.transaction(["files", "pieces"], "readwrite");
    await Promise.all([
      write.objectStore("files").delete(hash),
      write.objectStore("pieces").delete(IDBKeyRange.bound([hash, 0], [hash, Number.MAX_SAFE_INTEGER])),
      write.done,
    ]);
  }

  /** Nothing is read or written any more. */
  end() {
    this.ended = true;
    this.last = undefined;
    this.shelf.close();
  }
}

/** Private windows of Safari take no blobs. */
let takesBlobs = true;

async function stored(sealed: Sealed, store: (value: Blob | Sealed) => Promise<unknown>): Promise<void> {
  if (takesBlobs) {
    try {
      await store(new Blob([sealed.iv, sealed.data]));
      return;
    } catch (error) {
      if (error instanceof DOMException && /^(Quota|InvalidState|Abort)/.test(error.name)) throw error;
      takesBlobs = false;
    }
  }
  await store(sealed);
}

async function unwrap(value: Blob | Sealed): Promise<Sealed> {
  if (!(value instanceof Blob)) return value;
  const bytes = await value.arrayBuffer();
  return { iv: new Uint8Array(bytes, 0, IV_BYTES), data: bytes.slice(IV_BYTES) };
}

let book: Promise<IDBPDatabase<KeyBook>> | undefined;

function keyBook(): Promise<IDBPDatabase<KeyBook>> {
  book ??= openDB<KeyBook>(KEYS, 1, {
    upgrade: (fresh) => void fresh.createObjectStore("rights", { keyPath: "meeting" }),
  }).catch((error: unknown) => {
    book = undefined;
    throw error;
  });
  return book;
}

export const hasEnded = ({ from, until }: Right, now = Date.now()) =>
  now >= until || now < from - CLOCK_SLACK_MS;

export async function rights(): Promise<Right[]> {
  // A browser that keeps nothing (a private window, storage refused) keeps no papers either.
  if (!globalThis.indexedDB || !globalThis.crypto?.subtle) return [];
  try {
    return await (await keyBook()).getAll("rights");
  } catch {
    return [];
  }
}

export async function noteRight(right: Right): Promise<void> {
  await (await keyBook()).put("rights", right);
}

/** The key first: from then on the rest is noise, even if the tablet is switched off in the middle. */
export async function erase(meeting: string): Promise<void> {
  await (await keyBook()).delete("rights", meeting);
  await deleteDB(KEPT + meeting);
}

/** Databases without a key, left by a tablet that was switched off in the middle of erasing. */
export async function eraseStrays(): Promise<void> {
  const known = new Set((await rights()).map(({ meeting }) => KEPT + meeting));
  // Firefox before 126 cannot list them.
  const all = (await indexedDB.databases?.()) ?? [];
  for (const { name } of all) if (name?.startsWith(KEPT) && !known.has(name)) await deleteDB(name);
}
