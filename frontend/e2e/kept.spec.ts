// Papers kept on a tablet: read and searched with the network really gone, never plain on its disk, and erased in time.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type Browser, expect, type Page, test } from "@playwright/test";
import { ask, leaveAll, openBrowser, signIn, sizes, todaysMeeting } from "./house";
import * as reader from "./reader";
import * as room from "./room";
import { Server } from "./server";
import { inkKept, keptMeetings, keptOf, pair, sealedMarks, Tablet } from "./tablet";
import { vi } from "./words";

const OWNER = "Nguyễn Thị Minh Hà";
const PAPER = "Chương trình phiên họp UBND tỉnh thường kỳ";
const LONG = { timeout: 60_000 };

interface View {
  papers: Record<string, { title: string; hash: string; revision: number }>;
}

let server: Server;
let rules: string;
let tablet: Tablet;
let desk: Page;
let meeting: string;
test.beforeAll(async () => {
  // The rules of a house on a network of its own, which takes confidential papers and keeps them on no tablet.
  rules = await mkdtemp(join(tmpdir(), "nghisu-rules-"));
  const own = await readFile(resolve(import.meta.dirname, "../../crates/server/rules/vietnam.toml"), "utf8");
  await writeFile(join(rules, "rules.toml"), own.replaceAll("accepted = false\n", ""));
});
test.afterAll(() => rm(rules, { recursive: true, force: true }));
test.beforeEach(async ({ browser }) => {
  server = await Server.start("--rules", join(rules, "rules.toml"));
  tablet = await Tablet.buy(sizes.tablet);
  desk = await openBrowser(browser, sizes.desk);
  await signIn(desk, server, "thuky", "/desk");
  meeting = await todaysMeeting(desk);
});
test.afterEach(leaveAll);
test.afterEach(async () => {
  await tablet.throwAway();
  await server.stop();
});

const view = async () => (await ask<{ view: View }>(desk, "GET", `/api/meetings/${meeting}?door=desk`)).view;
const papersReady = (page: Page, ready: number, count: number) =>
  expect(page.getByText(vi("pack.ready", { ready, count }))).toBeVisible(LONG);

/** Pairs the tablet and brings the whole pack from the lobby. */
async function keeps(page: Page): Promise<number> {
  const device = await pair(page, desk, server, OWNER);
  expect(device).toBeTruthy();
  const count = Object.keys((await view()).papers).length;
  await page.goto(`${server.url}/room/meetings/${meeting}`);
  await page.getByRole("button", { name: vi("pack.begin") }).click();
  await papersReady(page, count, count);
  return count;
}

/** What must never lie plain on a tablet: bytes of the papers as they are sent, and words of their pages. */
async function marks(): Promise<Record<string, Uint8Array>> {
  const found: Record<string, Uint8Array> = {};
  for (const [id, paper] of Object.entries((await view()).papers)) {
    const at = `/api/meetings/${meeting}/papers/${id}`;
    const opening = await ask<{ hash?: string }>(desk, "GET", `${at}/opening`);
    const bytes = await desk.evaluate(
      async (url) => [...new Uint8Array(await (await fetch(url)).arrayBuffer())],
      `${at}/files/${opening.hash}`,
    );
    const middle = Math.floor(bytes.length / 2);
    found[`bytes of ${paper.title}`] = Uint8Array.from(bytes.slice(middle, middle + 48));
    const { pages } = await ask<{ pages: string[] }>(desk, "GET", `${at}/text`);
    const words = [...(pages[0] ?? "")].slice(120, 170).join("");
    if (words.length > 40) found[`words of ${paper.title}`] = new TextEncoder().encode(words);
  }
  expect(Object.keys(found).length).toBeGreaterThan(3);
  return found;
}

test("the app starts, reads and searches without network, and comes back by itself", async () => {
  let page = await tablet.on();
  await keeps(page);
  await page.goto(`${server.url}/room`);
  await expect(page.getByText(vi("pack.readable"))).toBeVisible(LONG);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await tablet.off();

  // The server is gone and so is the network: nothing answers, nothing is asked.
  await server.kill9();
  page = await tablet.on();
  await page.context().setOffline(true);
  await page.goto(`${server.url}/room`);
  await expect(
    page.getByText(vi("room.home.kept", { time: "" }).split("{{")[0]?.slice(0, 20) ?? ""),
  ).toBeVisible(LONG);
  await page.getByRole("link", { name: vi("room.home.enter") }).click();
  await expect(page.getByRole("link", { name: PAPER })).toBeVisible(LONG);
  await page.screenshot({ path: "test-results/kept-lobby.png" });
  await page.reload();
  await room.openPaper(page, PAPER);
  await reader.expectPainted(page.getByRole("group", { name: /^Trang 1 / }));
  await page.screenshot({ path: "test-results/kept-reader.png" });

  await page.goto(`${server.url}/room/search?meeting=${meeting}&within=${meeting}&q=chuong+trinh`);
  await expect(page.getByText(vi("search.kept"))).toBeVisible(LONG);
  await expect(page.locator("mark").first()).toBeVisible();
  await page.screenshot({ path: "test-results/kept-search.png" });

  await server.run();
  await page.context().setOffline(false);
  await page.goto(`${server.url}/room/meetings/${meeting}`);
  await page.getByRole("button", { name: vi("room.checkIn") }).click();
  await expect(room.isCut(page)).toHaveCount(0);
});

test("notes, what is found, and pages as letters are there without network, as with it", async () => {
  let page = await tablet.on();
  await pair(page, desk, server, OWNER);
  const [id, paper] = Object.entries((await view()).papers).find(([, { title }]) => title === PAPER) ?? [];
  // Written on another tablet of theirs; this one has never opened the paper.
  const text = "Ghi từ máy khác";
  const op = { id: crypto.randomUUID(), page: 1, kind: "note", points: [60, 60], text };
  await ask(page, "POST", `/api/meetings/${meeting}/papers/${id}/hand`, { hash: paper?.hash, ops: [op] });
  await page.goto(`${server.url}/room/meetings/${meeting}`);
  await page.getByRole("button", { name: vi("pack.begin") }).click();
  const count = Object.keys((await view()).papers).length;
  await papersReady(page, count, count);
  const q = "chuong trinh";
  const places = async () =>
    (
      await ask<{ places: object[] }>(
        page,
        "GET",
        `/api/meetings/${meeting}/papers/${id}/search?q=${encodeURIComponent(q)}&hash=${paper?.hash}`,
      )
    ).places.length;
  const known = await places();
  expect(known).toBeGreaterThan(1);
  await page.goto(`${server.url}/room`);
  await expect(page.getByText(vi("pack.readable"))).toBeVisible(LONG);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await tablet.off();
  await server.kill9();

  page = await tablet.on();
  await page.context().setOffline(true);
  await page.goto(`${server.url}/room/meetings/${meeting}`);
  await test.step("my notes, one touch from the meeting's page", async () => {
    await page.getByRole("link", { name: vi("notes.mine") }).click();
    await expect(page.getByText(vi("notes.list.kept"))).toBeVisible(LONG);
    await page.screenshot({ path: "test-results/kept-notes.png" });
    await page.getByRole("link", { name: new RegExp(text) }).click();
    await reader.expectPainted(page.getByRole("group", { name: /^Trang 1 / }));
    await expect(page.getByRole("button", { name: vi("notes.noteOn", { text }) })).toBeVisible();
    await expect(reader.told(page)).toContainText(vi("reader.strip.offlineKept"));
  });
  await test.step("found where the server finds it, and marked on the page", async () => {
    await page.getByRole("button", { name: vi("reader.find.tool"), exact: true }).click();
    const panel = page.getByRole("region", { name: vi("reader.find.title") });
    await panel.getByRole("searchbox").fill(q);
    await panel.getByRole("button", { name: vi("reader.find.act"), exact: true }).click();
    await expect(panel.getByRole("status")).toHaveText(vi("reader.find.count", { count: known }));
    await expect(page.locator("svg rect").first()).toBeVisible();
    await page.screenshot({ path: "test-results/kept-find.png" });
    await page
      .getByRole("region", { name: vi("reader.find.bar") })
      .getByRole("button", { name: vi("reader.find.end") })
      .click();
    await page.getByRole("button", { name: vi("reader.find.tool"), exact: true }).click();
  });
  await test.step("as letters, and ready to be read aloud", async () => {
    await page.getByRole("button", { name: vi("reader.view.tool"), exact: true }).click();
    await page.getByRole("button", { name: vi("reader.letters.title"), exact: true }).click();
    const letters = page.getByRole("region", { name: vi("reader.letters.title") });
    await expect(letters).toContainText("ỦY BAN NHÂN DÂN");
    await page.screenshot({ path: "test-results/kept-letters.png" });
    await page
      .getByRole("button", { name: vi("reader.aloud.title"), exact: true })
      .first()
      .click();
    // This machine has no voice of its own: the words came, and that is what is said.
    await expect(page.getByText(vi("reader.aloud.noVoice"))).toBeVisible();
  });
  await test.step("back to my notes from the reader, in one touch", async () => {
    await page.getByRole("link", { name: vi("notes.mine") }).click();
    await expect(page.getByRole("link", { name: new RegExp(text) })).toBeVisible();
  });
});

test("nothing of a paper lies plain on the disk, and nothing at all once the meeting is over", async ({
  browser,
}) => {
  let page = await tablet.on();
  await keeps(page);
  await room.openPaper(page, PAPER);
  await reader.expectPainted(page.getByRole("group", { name: /^Trang 1 / }));
  const plain = await marks();
  const sealed = await sealedMarks(page, meeting);
  expect(sealed.length).toBeGreaterThan(3);
  const pieces = Object.fromEntries(sealed.map((piece, n) => [`piece ${n}`, Uint8Array.from(piece)]));
  // What is looked for would be found: the same words put there as they are.
  const [name, words] = Object.entries(plain).find(([name]) => name.startsWith("words")) ?? [];
  await page.evaluate(
    (words) => localStorage.setItem("control", words),
    `-${new TextDecoder().decode(words)}`,
  );
  await tablet.off();
  const control = { control: Buffer.from(new TextDecoder().decode(words), "utf16le") };
  expect(
    [...(await tablet.holds(control)), ...(await tablet.holds({ [String(name)]: words as Uint8Array }))]
      .length,
  ).toBeGreaterThan(0);
  page = await tablet.on();
  await page.goto(`${server.url}/room`);
  await page.evaluate(() => localStorage.removeItem("control"));
  const others = Object.fromEntries(Object.entries(plain).filter(([other]) => other !== name));
  await tablet.off();
  expect(await tablet.holds(others), "plain on the disk").toEqual([]);
  // The picture of the meeting may have been sealed anew since.
  expect((await tablet.holds(pieces)).length, "sealed on the disk").toBeGreaterThanOrEqual(sealed.length - 2);

  // The meeting ends while the tablet is away.
  await close(browser);
  page = await tablet.on();
  await page.goto(`${server.url}/room`);
  await expect.poll(() => keptMeetings(page), LONG).toEqual([]);
  await tablet.off();
  expect(await tablet.holds({ ...others, ...pieces }), "left on the disk").toEqual([]);
});

test("what is written without network lies sealed until it is sent, and nothing is left after signing out", async () => {
  let page = await tablet.on();
  await keeps(page);
  await page.goto(`${server.url}/room`);
  await expect(page.getByText(vi("pack.readable"))).toBeVisible(LONG);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await tablet.off();

  // On a paper never opened before, with nobody to answer.
  const words = "Đề nghị cân nhắc số liệu này";
  const letters = "KHONG GUI AI 4417";
  await server.kill9();
  page = await tablet.on();
  await page.context().setOffline(true);
  await page.goto(`${server.url}/room`);
  await page.getByRole("link", { name: vi("room.home.enter") }).click();
  // Nobody hears that they are here either: they want it sent later.
  await page.getByRole("button", { name: vi("room.checkIn") }).click();
  await expect(page.getByText(vi("asked.lasts"))).toBeVisible();
  await page.getByRole("button", { name: vi("asked.keep") }).click();
  await expect(page.getByText(vi("room.checkInKept"))).toBeVisible();
  await room.openPaper(page, PAPER);
  await reader.expectPainted(page.getByRole("group", { name: /^Trang 1 / }));
  await page.getByRole("button", { name: vi("notes.write") }).click();
  for (const text of [words, letters]) {
    await page.getByRole("button", { name: vi("notes.note"), exact: true }).click();
    await page.getByRole("button", { name: vi("notes.hint.noteHere") }).click();
    await page.getByLabel(vi("notes.dialog.label")).fill(text);
    await page.getByRole("button", { name: vi("notes.dialog.save") }).click();
  }
  await expect(page.getByText(vi("notes.unsent", { count: 2 }))).toBeVisible(LONG);
  await tablet.off();

  // As a browser writes them into its files: letters of one byte, of two, or of as many as they need.
  const plain = Object.fromEntries(
    [words, letters].flatMap((text) => [
      [`${text} (8)`, Buffer.from(text, "utf8")],
      [`${text} (16)`, Buffer.from(text, "utf16le")],
    ]),
  );
  expect(await tablet.holds(plain), "plain on the disk").toEqual([]);

  // A reload has lost nothing; the network brings it to the server, once.
  page = await tablet.on();
  await page.context().setOffline(true);
  await page.goto(`${server.url}/room/meetings/${meeting}`);
  await expect(page.getByText(vi("room.checkInKept"))).toBeVisible(LONG);
  await room.openPaper(page, PAPER);
  const note = (text: string) => page.getByRole("button", { name: vi("notes.noteOn", { text }) });
  for (const text of [words, letters]) await expect(note(text)).toBeVisible(LONG);
  await server.run();
  await page.context().setOffline(false);
  await expect(page.getByText(vi("notes.unsentDetail"))).toHaveCount(0, LONG);
  const sent = async () => {
    const { pages } = await ask<{ pages: { kinds: { note?: number } }[] }>(
      page,
      "GET",
      `/api/meetings/${meeting}/hand`,
    );
    return pages.map(({ kinds }) => kinds.note);
  };
  await expect.poll(sent, LONG).toEqual([2]);
  const present = async () =>
    (await ask<{ view: { attendance: { present: number } } }>(page, "GET", `/api/meetings/${meeting}`)).view
      .attendance.present;
  await expect.poll(present, LONG).toBe(1);

  // What is looked for would be found.
  await page.evaluate((text) => localStorage.setItem("control", text), `-${words}`);
  await tablet.off();
  expect(await tablet.holds(plain)).toEqual([`${words} (16)`]);
  page = await tablet.on();
  await page.goto(`${server.url}/room`);
  await page.evaluate(() => localStorage.removeItem("control"));
  expect(await inkKept(page)).toEqual({ logs: 1, ops: 2, keys: 1 });
  await page.getByRole("button", { name: vi("comfort.title") }).click();
  await page.getByRole("button", { name: vi("common.signOut") }).click();
  await expect(page).toHaveURL(/signin/);
  expect(await inkKept(page)).toEqual({ logs: 0, ops: 0, keys: 0 });
});

test("what an earlier version of the app left plain is sealed, and sent", async () => {
  const page = await tablet.on();
  await pair(page, desk, server, OWNER);
  const [paper, { hash }] = Object.entries((await view()).papers).find(
    ([, { title }]) => title === PAPER,
  ) ?? ["", { hash: "" }];
  const { account_id: account } = await ask<{ account_id: string }>(page, "GET", "/api/session");
  const words = "Viết từ bản trước";
  // The reader of this version has not been opened yet on this tablet: the app's page is left while this is put there.
  await page.goto(`${server.url}/api/house`);
  await page.evaluate(
    async ([account, meeting, paper, hash, text]) => {
      const opening = indexedDB.open("nghisu-hand", 1);
      opening.onupgradeneeded = () => {
        opening.result.createObjectStore("logs", { keyPath: "log" }).createIndex("account", "account");
        opening.result.createObjectStore("ops", { keyPath: ["log", "id"] }).createIndex("waits", "waits");
      };
      await new Promise((done) => {
        opening.onsuccess = done;
      });
      const log = `${account}/${paper}/${hash}`;
      const id = crypto.randomUUID();
      const writing = opening.result.transaction(["logs", "ops"], "readwrite");
      writing.objectStore("logs").put({ account, meeting, paper, hash, log, head: 0 });
      const op = { id, page: 1, kind: "note", points: [60, 60], text };
      writing.objectStore("ops").put({ log, id, op, waits: account });
      await new Promise((done) => {
        writing.oncomplete = done;
      });
      opening.result.close();
    },
    [account, meeting, paper, hash, words] as const,
  );
  await page.goto(`${server.url}/room/meetings/${meeting}/papers/${paper}`);
  await expect(page.getByRole("button", { name: vi("notes.noteOn", { text: words }) })).toBeVisible(LONG);
  const sent = async () =>
    (await ask<{ pages: { snippet?: string }[] }>(page, "GET", `/api/meetings/${meeting}/hand`)).pages.map(
      ({ snippet }) => snippet,
    );
  await expect.poll(sent, LONG).toEqual([words]);
  const left = () => page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
  await expect.poll(left).not.toContain("nghisu-hand");
});

test("what may not be kept never is, what is withdrawn goes, and a tablet taken back keeps nothing", async () => {
  const page = await tablet.on();
  const [first] = Object.entries((await view()).papers);
  if (!first) throw new Error("no paper");
  const classify = async (classification: string) => {
    const revision = (await view()).papers[first[0]]?.revision;
    await ask(desk, "PATCH", `/api/meetings/${meeting}/papers/${first[0]}`, { revision, classification });
  };
  await classify("mat");
  await pair(page, desk, server, OWNER);
  const count = Object.keys((await view()).papers).length;
  await page.goto(`${server.url}/room/meetings/${meeting}`);
  await page.getByRole("button", { name: vi("pack.begin") }).click();
  await papersReady(page, count - 1, count - 1);
  await expect(page.getByText(vi("pack.never", { count: 1 }))).toBeVisible();
  const hashes = async () => {
    const { hash } = await ask<{ hash?: string }>(
      desk,
      "GET",
      `/api/meetings/${meeting}/papers/${first[0]}/opening`,
    );
    return [first[1].hash, hash ?? ""];
  };
  const itsParts = async () => keptOf(page, meeting, first[0], await hashes());
  expect(await itsParts()).toEqual([0, 0]);
  await classify("");
  await papersReady(page, count, count);
  const [records = 0, pieces = 0] = await itsParts();
  expect(Math.min(records, pieces)).toBeGreaterThan(0);
  await classify("mat");
  await papersReady(page, count - 1, count - 1);
  await expect.poll(itsParts).toEqual([0, 0]);
  await page.screenshot({ path: "test-results/kept-never.png" });

  const { devices } = await ask<{ devices: { device_id: string }[] }>(desk, "GET", "/api/devices");
  expect(await keptMeetings(page)).toHaveLength(1);
  await ask(desk, "DELETE", `/api/devices/${devices[0]?.device_id}`);
  await expect.poll(() => keptMeetings(page), LONG).toEqual([]);
});

async function close(browser: Browser) {
  const chair = await openBrowser(browser, sizes.tablet);
  await signIn(chair, server, "chutich", "/room");
  for (const act of ["open", "close"]) {
    await ask(chair, "POST", `/api/meetings/${meeting}/session/${act}`, {});
  }
}
