// Proves that what is kept is sealed and bound to its place, and that erasing takes the key first and leaves nothing.
import "fake-indexeddb/auto";
import { afterEach, expect, it, vi } from "vitest";
import { importKey, PIECE, seal, text, unseal } from "./crypt";
import { download } from "./download";
import { Sha256 } from "./sha256";
import { erase, eraseStrays, hasEnded, noteRight, type Right, rights, Vault } from "./vault";

const HEX = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
const KNOWN = "Tờ trình về việc điều chỉnh Kế hoạch đầu tư công trung hạn";

async function right(meeting: string, hex = HEX): Promise<Right> {
  const key = await importKey(hex);
  return { meeting, account: "a", key, from: Date.now(), until: Date.now() + 60_000 };
}

/** As many as are wanted; the browser gives 64 KiB at a time. */
function bytesOf(length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; at += 65_536) crypto.getRandomValues(bytes.subarray(at, at + 65_536));
  return bytes;
}

async function hashOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Bytes as text of as many letters, to be looked through. */
const latin = (bytes: Uint8Array) => new TextDecoder("latin1").decode(bytes);

/** Everything in every database, as it lies there. */
async function everythingStored(): Promise<string> {
  const found: string[] = [];
  for (const { name } of await indexedDB.databases()) {
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(name ?? "");
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    for (const store of db.objectStoreNames) {
      const all = await new Promise<unknown[]>((resolve) => {
        const request = db.transaction(store).objectStore(store).getAll();
        request.onsuccess = () => resolve(request.result);
      });
      for (const value of all) {
        found.push(JSON.stringify(value));
        if (value instanceof Blob) found.push(latin(new Uint8Array(await value.arrayBuffer())));
      }
    }
    db.close();
  }
  return found.join("");
}

/** A server that keeps `bytes`, and cuts each answer after `cut` bytes. */
function serves(bytes: Uint8Array<ArrayBuffer>, cut = Number.POSITIVE_INFINITY): typeof fetch {
  return vi.fn(async (_url, init) => {
    const from = Number(/bytes=(\d+)-/.exec(new Headers(init?.headers).get("range") ?? "")?.[1] ?? 0);
    let at = from;
    const body = new ReadableStream<Uint8Array>({
      pull(stream) {
        if (at - from >= cut) return stream.error(new TypeError("cut"));
        if (at >= bytes.byteLength) return stream.close();
        stream.enqueue(bytes.slice(at, Math.min(at + 70_000, bytes.byteLength)));
        at += 70_000;
      },
    });
    return new Response(body, { status: 206 });
  }) as typeof fetch;
}

const bring = async (vault: Vault, bytes: Uint8Array<ArrayBuffer>, from: typeof fetch, hash?: string) =>
  download({
    vault,
    url: "/file",
    hash: hash ?? (await hashOf(bytes)),
    size: bytes.byteLength,
    signal: new AbortController().signal,
    fetch: from,
    progress: () => {},
  });

afterEach(async () => {
  for (const { meeting } of await rights()) await erase(meeting);
  await eraseStrays();
});

it("hashes in pieces of any length as the standard does", async () => {
  for (const length of [0, 1, 55, 56, 63, 64, 65, 119, 120, 1_000, 300_001]) {
    const bytes = bytesOf(length);
    const digest = new Sha256();
    for (let at = 0; at < length; at += 37) digest.add(bytes.subarray(at, at + 37));
    expect(digest.hex(), String(length)).toBe(await hashOf(bytes));
  }
});

it("unseals only what was sealed here, for this place, under this key", async () => {
  const key = await importKey(HEX);
  expect(key.extractable).toBe(false);
  await expect(crypto.subtle.exportKey("raw", key)).rejects.toThrow();
  const sealed = await seal(key, "m/h/0", text(KNOWN));
  expect(new TextDecoder().decode(await unseal(key, "m/h/0", sealed))).toBe(KNOWN);
  await expect(unseal(key, "m/h/1", sealed)).rejects.toThrow();
  await expect(unseal(await importKey(HEX.replace("0", "1")), "m/h/0", sealed)).rejects.toThrow();
  const other = new Uint8Array(sealed.data.slice(0));
  other[3] = (other[3] as number) ^ 1;
  await expect(unseal(key, "m/h/0", { ...sealed, data: other.buffer })).rejects.toThrow();
  await expect(importKey("short")).rejects.toThrow(TypeError);
});

it("keeps a file in sealed pieces, reads any part of it, and shows nothing of it", async () => {
  const vault = await Vault.open(await right("m1"));
  const bytes = bytesOf(2 * PIECE + 12_345);
  bytes.set(text(KNOWN), PIECE - 20);
  await bring(vault, bytes, serves(bytes));
  const file = await vault.file(await hashOf(bytes));
  if (!file) throw new Error("not kept");
  expect(file).toMatchObject({ whole: true, pieces: 3 });
  for (const [begin, end] of [
    [0, 10],
    [PIECE - 30, PIECE + 60],
    [0, bytes.byteLength],
    [2 * PIECE, bytes.byteLength + 99],
  ] as const) {
    expect(latin(await vault.read(file, begin, end)) === latin(bytes.subarray(begin, end))).toBe(true);
  }
  await vault.put("view", { title: KNOWN });
  expect(await vault.get("view")).toEqual({ title: KNOWN });
  const stored = await everythingStored();
  expect(stored.length).toBeGreaterThan(bytes.byteLength);
  expect(stored.includes(KNOWN) || stored.includes(latin(text(KNOWN)))).toBe(false);
  expect(stored.includes(latin(bytes.subarray(500, 532)))).toBe(false);
  vault.end();
});

it("goes on where it was cut, and keeps no file whose bytes are others", async () => {
  const vault = await Vault.open(await right("m2"));
  const bytes = bytesOf(3 * PIECE);
  await expect(bring(vault, bytes, serves(bytes, PIECE + 100_000))).rejects.toThrow("cut");
  expect(await vault.file(await hashOf(bytes))).toMatchObject({ pieces: 1, whole: false });
  const rest = serves(bytes);
  await bring(vault, bytes, rest);
  expect(vi.mocked(rest).mock.calls[0]?.[1]?.headers).toEqual({ Range: `bytes=${PIECE}-` });
  expect(await vault.file(await hashOf(bytes))).toMatchObject({ pieces: 3, whole: true });
  const others = bytesOf(PIECE + 5);
  await expect(bring(vault, others, serves(others), "0".repeat(64))).rejects.toThrow("not those");
  expect(await vault.file("0".repeat(64))).toBeUndefined();
  vault.end();
});

it("erases the key before the papers, and sweeps what was left without a key", async () => {
  const held = await right("m3");
  await noteRight(held);
  const vault = await Vault.open(held);
  await vault.put("view", KNOWN);
  expect(await vault.opensWith(held.key)).toBe(false);
  await vault.prove();
  expect(await vault.opensWith(held.key)).toBe(true);
  expect(await vault.opensWith(await importKey(HEX.replace("0", "1")))).toBe(false);
  vault.end();
  const gone: string[] = [];
  const remove = IDBFactory.prototype.deleteDatabase;
  vi.spyOn(indexedDB, "deleteDatabase").mockImplementation(function (this: IDBFactory, name) {
    gone.push(name);
    return remove.call(indexedDB, name);
  });
  // Switched off in the middle: the key is gone, the papers are not yet.
  const stray = await Vault.open(await right("m4"));
  stray.end();
  await erase("m3");
  expect(await rights()).toEqual([]);
  await eraseStrays();
  vi.restoreAllMocks();
  expect(gone).toEqual(["nghisu-vault-m3", "nghisu-vault-m4"]);
  expect((await indexedDB.databases()).map(({ name }) => name)).toEqual(["nghisu-vault"]);
});

it("ends by this device's own clock, also when that is set back", async () => {
  const held = await right("m5");
  expect(hasEnded(held)).toBe(false);
  expect(hasEnded(held, held.until)).toBe(true);
  expect(hasEnded(held, held.from - 25 * 60 * 60_000)).toBe(true);
  expect(hasEnded(held, held.from - 60_000)).toBe(false);
});
