// Proves which papers a tablet brings, which it never stores, and what goes when a paper changes under it.
import "fake-indexeddb/auto";
import { afterEach, expect, it, vi } from "vitest";
import type { MeetingView } from "../live/frame";
import type { Pack as ThePack } from "./pack";

const answers = vi.hoisted(() => ({ get: vi.fn() }));
vi.mock("../api/client", () => ({
  api: { GET: answers.get },
  answer: async (call: Promise<unknown>) => call,
}));

const { importKey } = await import("./crypt");
const { openingRecord, textRecord } = await import("./kept");
const { keepsEarlier } = await import("./holdings");
const { Refusal } = await import("../api/problem");
const { Pack } = await import("./pack");
const { erase, Vault } = await import("./vault");
const { bringWords, keptPage } = await import("./words");

type Papers = MeetingView["papers"];
type Marked = { paper: string; version: string };
const bytesOf = (words: string) => new TextEncoder().encode(words.repeat(30_000)) as Uint8Array<ArrayBuffer>;

const { Sha256 } = await import("./sha256");
const hashOf = (bytes: Uint8Array) => new Sha256().add(bytes).hex();
const files = new Map(["một", "hai", "ba"].map((words) => [hashOf(bytesOf(words)), bytesOf(words)] as const));
const [ONE = "", TWO = "", THREE = ""] = [...files.keys()];
const paper = (hash: string, keep = true) =>
  ({ hash, title: hash.slice(0, 4), classification: { code: "c", keep } }) as unknown as Papers[string];

/** Versions the server does not let this person read. */
const denied = new Set<string>();
answers.get.mockImplementation(async (path: string, { params }: { params: { query?: { hash: string } } }) => {
  const hash = params.query?.hash ?? "";
  if (denied.has(hash))
    throw new Refusal({ type: "about:blank", title: "", detail: "", code: "not_found", status: 404 });
  if (path.endsWith("/opening"))
    return { version: hash, hash, size: files.get(hash)?.byteLength, state: "done" };
  throw new Error(path);
});
/** A page and its words, as the server writes them. */
async function frame(number: number, text: string): Promise<Uint8Array<ArrayBuffer>> {
  const words = [{ text, x: 1, y: 2, w: 30, h: 12 }];
  const deflated = new Blob([JSON.stringify(words)])
    .stream()
    .pipeThrough(new CompressionStream("deflate-raw"));
  const packed = new Uint8Array(await new Response(deflated).arrayBuffer());
  const told = { number, source: "text", text, width: 595, height: 842, packed: packed.byteLength };
  const head = new TextEncoder().encode(JSON.stringify(told));
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, head.byteLength);
  return new Uint8Array(await new Blob([length, head, packed]).arrayBuffer());
}
const served = vi.fn(async (url: RequestInfo | URL) => {
  if (String(url).includes("/words?")) return new Response(await frame(1, "trang một"));
  const bytes = files.get(String(url).slice(-64));
  return new Response(bytes, { status: 206 });
});

const bringHand = vi.fn(async (_vault: unknown, _papers: Papers): Promise<Marked[]> => []);
/** Versions this tablet knows something written on. */
const written = new Set<string>();
const hand = {
  bring: bringHand,
  wrote: async (_vault: unknown, paper: string, version: string) => written.has(`${paper}/${version}`),
};

async function openPack() {
  const key = await importKey("ab".repeat(32));
  const vault = await Vault.open({
    meeting: "m",
    account: "a",
    key,
    from: 0,
    until: Number.MAX_SAFE_INTEGER,
  });
  return new Pack(vault, hand, served as typeof fetch);
}

afterEach(async () => {
  served.mockClear();
  bringHand.mockReset().mockResolvedValue([]);
  written.clear();
  denied.clear();
  await erase("m");
});

it("brings what may be kept, and asks for nothing of what may not", async () => {
  const pack = await openPack();
  await pack.expect({ p: paper(ONE), q: paper(TWO, false), r: paper(THREE) });
  await pack.run();
  expect(pack.getSnapshot()).toMatchObject({ ready: 2, total: 2, running: false });
  expect(pack.getSnapshot().papers.map(({ stage }) => stage)).toEqual(["ready", "never", "ready"]);
  // The file, then its words.
  expect(served.mock.calls.map(([url]) => String(url).slice(-64))).toEqual([ONE, ONE, THREE, THREE]);
  expect(await pack.vault.file(TWO)).toBeUndefined();
  expect(await pack.vault.get(textRecord("p", ONE))).toEqual(["trang một"]);
  expect(await keptPage(pack.vault, "p", ONE, 1)).toMatchObject({
    text: "trang một",
    words: [{ text: "trang một", x: 1, y: 2, w: 30, h: 12 }],
  });
  // What was written on a paper no tablet keeps is not brought either.
  expect(bringHand.mock.calls.map(([, papers]) => Object.keys(papers))).toEqual([["p", "r"]]);
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
  expect(await pack.vault.names("words/")).toEqual([]);
  await pack.run();
  expect(pack.getSnapshot()).toMatchObject({ ready: 1, total: 1 });
  expect((await pack.vault.files()).map(({ hash }) => hash)).toEqual([THREE]);
  pack.vault.end();
});

it("keeps an earlier version its reader has written on, without bringing it again, and does not count it", async () => {
  const pack = await openPack();
  written.add(`p/${ONE}`);
  bringHand.mockResolvedValue([{ paper: "p", version: ONE }]);
  await pack.expect({ p: paper(ONE), q: paper(TWO) });
  await pack.run();
  expect(pack.getSnapshot()).toMatchObject({ ready: 2, total: 2, earlier: { ready: 0, total: 0 } });
  served.mockClear();
  // Both are replaced; on the second nothing was written.
  await pack.expect({ p: paper(THREE), q: paper(THREE) });
  expect(pack.getSnapshot()).toMatchObject({ ready: 0, total: 2, earlier: { ready: 1, total: 1 } });
  await pack.run();
  expect(pack.getSnapshot()).toMatchObject({ ready: 2, total: 2, earlier: { ready: 1, total: 1 } });
  expect(served.mock.calls.some(([url]) => String(url).endsWith(ONE))).toBe(false);
  expect((await pack.vault.files()).map(({ hash }) => hash).sort()).toEqual([ONE, THREE].sort());
  expect(await pack.vault.get(openingRecord("p", ONE))).toBeDefined();
  expect(await keptPage(pack.vault, "p", ONE, 1)).toBeDefined();
  expect(await keepsEarlier(pack.vault, "p", ONE)).toBe(true);
  expect(await keepsEarlier(pack.vault, "q", TWO)).toBe(false);
  expect(await pack.vault.get(openingRecord("q", TWO))).toBeUndefined();
  pack.vault.end();
});

it("brings earlier versions written on from another tablet, and says so while one is missing", async () => {
  const pack = await openPack();
  bringHand.mockResolvedValue([{ paper: "p", version: ONE }]);
  await pack.expect({ p: paper(TWO) });
  for (const _ of ["the paper", "its words"])
    served.mockImplementationOnce(served.getMockImplementation() as never);
  for (const _ of ["at first", "and again"])
    served.mockImplementationOnce(async () => new Response("away", { status: 503 }));
  await pack.run();
  expect(pack.getSnapshot()).toMatchObject({ ready: 1, total: 1, earlier: { ready: 0, total: 1 } });
  expect(await keepsEarlier(pack.vault, "p", ONE)).toBe(false);
  await pack.run();
  expect(pack.getSnapshot()).toMatchObject({ ready: 1, total: 1, earlier: { ready: 1, total: 1 } });
  pack.vault.end();
});

it.each([
  [
    "nothing is written on it any more",
    async (pack: ThePack) => {
      bringHand.mockResolvedValue([]);
      await pack.run();
    },
  ],
  ["the paper is withdrawn", async (pack: ThePack) => pack.expect({})],
  ["the paper is closed to tablets", async (pack: ThePack) => pack.expect({ p: paper(TWO, false) })],
])("lets go of an earlier version when %s", async (_, happens) => {
  const pack = await openPack();
  bringHand.mockResolvedValue([{ paper: "p", version: ONE }]);
  await pack.expect({ p: paper(TWO) });
  await pack.run();
  expect(pack.getSnapshot().earlier).toEqual({ ready: 1, total: 1 });
  await happens(pack);
  expect(pack.getSnapshot().earlier).toEqual({ ready: 0, total: 0 });
  expect((await pack.vault.files()).map(({ hash }) => hash)).not.toContain(ONE);
  expect(await pack.vault.names(`words/p/${ONE}`)).toEqual([]);
  expect(await pack.vault.get(openingRecord("p", ONE))).toBeUndefined();
  pack.vault.end();
});

it("asks for an earlier version that may not be read any more once, and keeps nothing of it", async () => {
  const pack = await openPack();
  bringHand.mockResolvedValue([{ paper: "p", version: ONE }]);
  denied.add(ONE);
  await pack.expect({ p: paper(TWO) });
  await pack.run();
  expect(pack.getSnapshot()).toMatchObject({ ready: 1, earlier: { ready: 0, total: 0 } });
  expect((await pack.vault.files()).map(({ hash }) => hash)).toEqual([TWO]);
  pack.vault.end();
});

it("gives an earlier version back its place when it is shown again", async () => {
  const pack = await openPack();
  written.add(`p/${ONE}`);
  bringHand.mockResolvedValue([{ paper: "p", version: ONE }]);
  await pack.expect({ p: paper(ONE) });
  await pack.run();
  await pack.expect({ p: paper(TWO) });
  await pack.run();
  bringHand.mockResolvedValue([]);
  await pack.expect({ p: paper(ONE) });
  await pack.run();
  expect(pack.getSnapshot()).toMatchObject({ ready: 1, total: 1, earlier: { ready: 0, total: 0 } });
  expect((await pack.vault.files()).map(({ hash }) => hash)).toEqual([ONE]);
  expect(await keptPage(pack.vault, "p", ONE, 1)).toBeDefined();
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

it("keeps the words of hundreds of pages in a few sealed records, and opens one page of them", async () => {
  const { vault } = await openPack();
  const long = (number: number) => `trang ${number} ${"chữ ".repeat(700)}`;
  const numbers = Array.from({ length: 300 }, (_, at) => at + 1).filter((number) => number !== 7);
  const whole = new Uint8Array(
    await new Blob(await Promise.all(numbers.map((number) => frame(number, long(number))))).arrayBuffer(),
  );
  const answered =
    (bytes: Uint8Array<ArrayBuffer>): typeof fetch =>
    async () => {
      let at = 0;
      return new Response(
        new ReadableStream<Uint8Array>({
          pull(stream) {
            if (at >= bytes.byteLength) return stream.close();
            // Cut anywhere, as a network does.
            stream.enqueue(bytes.slice(at, at + 3_777));
            at += 3_777;
          },
        }),
      );
    };
  const about = { vault, url: "/words", paper: "p", version: ONE, signal: new AbortController().signal };
  await expect(bringWords({ ...about, fetch: answered(whole.slice(0, -10)) })).rejects.toThrow("in part");
  expect(await keptPage(vault, "p", ONE, 3)).toBeUndefined();
  await bringWords({ ...about, fetch: answered(whole) });
  expect((await vault.names("words/")).length).toBeLessThan(20);
  for (const number of [1, 6, 8, 150, 300]) {
    expect((await keptPage(vault, "p", ONE, number))?.words[0]?.text).toBe(long(number));
  }
  expect(await keptPage(vault, "p", ONE, 7)).toBeUndefined();
  expect(await keptPage(vault, "p", ONE, 301)).toBeUndefined();
  expect(await vault.get<string[]>(textRecord("p", ONE))).toHaveLength(300);
  vault.end();
});
