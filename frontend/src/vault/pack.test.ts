// Proves which papers a tablet brings, which it never stores, and what goes when a paper changes under it.
import "fake-indexeddb/auto";
import { afterEach, expect, it, vi } from "vitest";
import type { MeetingView } from "../live/frame";

const answers = vi.hoisted(() => ({ get: vi.fn() }));
vi.mock("../api/client", () => ({
  api: { GET: answers.get },
  answer: async (call: Promise<unknown>) => call,
}));

const { importKey } = await import("./crypt");
const { openingRecord, textRecord } = await import("./kept");
const { Pack } = await import("./pack");
const { erase, Vault } = await import("./vault");

type Papers = MeetingView["papers"];
const bytesOf = (words: string) => new TextEncoder().encode(words.repeat(30_000)) as Uint8Array<ArrayBuffer>;

const { Sha256 } = await import("./sha256");
const hashOf = (bytes: Uint8Array) => new Sha256().add(bytes).hex();
const files = new Map(["một", "hai", "ba"].map((words) => [hashOf(bytesOf(words)), bytesOf(words)] as const));
const [ONE = "", TWO = "", THREE = ""] = [...files.keys()];
const paper = (hash: string, keep = true) =>
  ({ hash, title: hash.slice(0, 4), classification: { code: "c", keep } }) as unknown as Papers[string];

answers.get.mockImplementation(async (path: string, { params }: { params: { query?: { hash: string } } }) => {
  const hash = params.query?.hash ?? "";
  if (path.endsWith("/opening"))
    return { version: hash, hash, size: files.get(hash)?.byteLength, state: "done" };
  if (path.endsWith("/text")) return { hash, pages: ["trang một"] };
  throw new Error(path);
});
const served = vi.fn(async (url: RequestInfo | URL) => {
  const bytes = files.get(String(url).slice(-64));
  return new Response(bytes, { status: 206 });
});

async function openPack() {
  const key = await importKey("ab".repeat(32));
  const vault = await Vault.open({
    meeting: "m",
    account: "a",
    key,
    from: 0,
    until: Number.MAX_SAFE_INTEGER,
  });
  return new Pack(vault, served as typeof fetch);
}

afterEach(async () => {
  served.mockClear();
  await erase("m");
});

it("brings what may be kept, and asks for nothing of what may not", async () => {
  const pack = await openPack();
  await pack.expect({ p: paper(ONE), q: paper(TWO, false), r: paper(THREE) });
  await pack.run();
  expect(pack.getSnapshot()).toMatchObject({ ready: 2, total: 2, running: false });
  expect(pack.getSnapshot().papers.map(({ stage }) => stage)).toEqual(["ready", "never", "ready"]);
  expect(served.mock.calls.map(([url]) => String(url).slice(-64))).toEqual([ONE, THREE]);
  expect(await pack.vault.file(TWO)).toBeUndefined();
  expect(await pack.vault.get(textRecord("p", ONE))).toEqual(["trang một"]);
  pack.vault.end();
});

it("lets go of what was replaced, withdrawn or closed to tablets", async () => {
  const pack = await openPack();
  await pack.expect({ p: paper(ONE), q: paper(TWO) });
  await pack.run();
  await pack.expect({ p: paper(THREE), q: paper(TWO, false) });
  expect(pack.getSnapshot()).toMatchObject({ ready: 0, total: 1 });
  expect(await pack.vault.files()).toEqual([]);
  expect(await pack.vault.get(openingRecord("q", TWO))).toBeUndefined();
  await pack.run();
  expect(pack.getSnapshot()).toMatchObject({ ready: 1, total: 1 });
  expect((await pack.vault.files()).map(({ hash }) => hash)).toEqual([THREE]);
  pack.vault.end();
});

it("says which paper did not come, goes on with the others, and tries that one again", async () => {
  const pack = await openPack();
  for (const _ of ["at first", "and again"])
    served.mockImplementationOnce(async () => new Response("away", { status: 503 }));
  await pack.expect({ p: paper(ONE), q: paper(TWO) });
  await pack.run();
  expect(pack.getSnapshot().papers.map(({ stage }) => stage)).toEqual(["failed", "ready"]);
  await pack.retry("p");
  expect(pack.getSnapshot()).toMatchObject({ ready: 2, total: 2 });
  pack.vault.end();
});

it("asks once more for a paper whose copy came between asking and bringing", async () => {
  const pack = await openPack();
  served.mockImplementationOnce(async () => new Response("superseded", { status: 403 }));
  await pack.expect({ p: paper(ONE) });
  await pack.run();
  expect(pack.getSnapshot()).toMatchObject({ ready: 1, total: 1 });
  pack.vault.end();
});

it("goes over to a better copy of the same version, and leaves nothing of the one before", async () => {
  const pack = await openPack();
  const answer = answers.get.getMockImplementation();
  let copy = ONE;
  answers.get.mockImplementation(async (path: string, options) =>
    path.endsWith("/opening")
      ? {
          version: ONE,
          hash: copy,
          size: files.get(copy)?.byteLength,
          state: copy === ONE ? "working" : "done",
        }
      : answer?.(path, options),
  );
  await pack.expect({ p: paper(ONE) });
  await pack.run();
  copy = TWO;
  await pack.run();
  answers.get.mockImplementation(answer ?? (() => undefined));
  expect(pack.getSnapshot()).toMatchObject({ ready: 1, total: 1 });
  expect((await pack.vault.files()).map(({ hash }) => hash)).toEqual([TWO]);
  pack.vault.end();
});
