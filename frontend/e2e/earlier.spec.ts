// A replaced paper whose old version somebody has written on: both open without network, and both go when the paper goes.
import { expect, type Page, test } from "@playwright/test";
import { ask, leaveAll, openBrowser, signIn, sizes, todaysMeeting } from "./house";
import * as made from "./made";
import * as reader from "./reader";
import { Server } from "./server";
import { keptOf, pair, Tablet } from "./tablet";
import { vi } from "./words";

const OWNER = "Nguyễn Thị Minh Hà";
const NOTE = "Hỏi lại con số này";
const LONG = { timeout: 60_000 };

let server: Server;
let tablet: Tablet;
let desk: Page;
let meeting: string;
let paper: string;
test.beforeEach(async ({ browser }) => {
  server = await Server.start();
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

/** Puts a PDF with these words where the address says, and waits until it has been read. */
async function send(method: "POST" | "PUT", address: string, words: string): Promise<void> {
  const file = made.pdf("du-thao.pdf", words).buffer.toString("base64");
  const { id } = await desk.evaluate(
    async ([method, address, base64]) => {
      const body = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const answer = await fetch(address, { method, body });
      if (!answer.ok) throw new Error(await answer.text());
      return (await answer.json()) as { id: string };
    },
    [method, address, file] as const,
  );
  if (method === "POST") paper = id;
  const state = async () => (await ask<{ state: string }>(desk, "GET", `${base()}/${paper}/facts`)).state;
  await expect.poll(state, LONG).toBe("done");
}
const base = () => `/api/meetings/${meeting}/papers`;

interface View {
  agenda: { order: string[] };
  papers: Record<string, { hash: string; revision: number }>;
}
const view = async () => (await ask<{ view: View }>(desk, "GET", `/api/meetings/${meeting}?door=desk`)).view;
const shown = async () => String((await view()).papers[paper]?.hash);
/** Of a version: what the tablet keeps of its bytes. */
async function bytesKept(page: Page, version: string): Promise<number> {
  const address = `${base()}/${paper}/opening?hash=${version}`;
  const { hash } = await ask<{ hash?: string }>(desk, "GET", address);
  return (await keptOf(page, meeting, paper, [version, hash ?? ""]))[1] ?? 0;
}

const firstPage = (page: Page) => page.getByRole("group", { name: /^Trang 1 / });
const count = async () => Object.keys((await view()).papers).length;

test("the version I wrote on opens without network beside the one that replaced it, and leaves with the paper", async () => {
  test.setTimeout(240_000);
  const { agenda } = await view();
  await send("POST", `${base()}?item=${agenda.order[0]}&name=du-thao.pdf`, "Du thao lan mot");
  const first = await shown();

  let page = await tablet.on();
  await pair(page, desk, server, OWNER);
  await page.goto(`${server.url}/room/meetings/${meeting}`);
  await page.getByRole("button", { name: vi("pack.begin") }).click();
  const all = await count();
  const allReady = () =>
    expect(page.getByText(vi("pack.ready", { ready: all, count: all }))).toBeVisible(LONG);
  await allReady();

  await page.goto(`${server.url}/room/meetings/${meeting}/papers/${paper}`);
  await reader.expectPainted(firstPage(page));
  await page.getByRole("button", { name: vi("notes.write") }).click();
  await page.getByRole("button", { name: vi("notes.note"), exact: true }).click();
  await page.getByRole("button", { name: vi("notes.hint.noteHere") }).click();
  await page.getByLabel(vi("notes.dialog.label")).fill(NOTE);
  await page.getByRole("button", { name: vi("notes.dialog.save") }).click();
  await expect(page.getByRole("button", { name: vi("notes.noteOn", { text: NOTE }) })).toBeVisible();

  // Replaced while the reader is open: nobody has to go anywhere for either version to be here.
  await send("PUT", `${base()}/${paper}/file?name=du-thao-2.pdf`, "Du thao lan hai, da sua");
  const second = await shown();
  expect(second).not.toBe(first);
  await expect.poll(() => bytesKept(page, second), LONG).toBeGreaterThan(0);
  expect(await bytesKept(page, first)).toBeGreaterThan(0);

  await test.step("the lobby counts the papers, and the earlier version beside them", async () => {
    await page.goto(`${server.url}/room/meetings/${meeting}`);
    await allReady();
    const told = page.getByText(vi("pack.earlier", { count: 1 }));
    for (const [name, size] of Object.entries({ portrait: sizes.portrait, tablet: sizes.tablet })) {
      await page.setViewportSize(size);
      await told.scrollIntoViewIfNeeded();
      await page.screenshot({ path: `test-results/earlier-${name}.png` });
    }
  });
  await page.goto(`${server.url}/room`);
  await expect(page.getByText(vi("pack.readable"))).toBeVisible(LONG);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await tablet.off();

  // The server is gone and so is the network.
  await server.kill9();
  page = await tablet.on();
  await page.context().setOffline(true);
  await page.goto(`${server.url}/room/meetings/${meeting}`);
  await test.step("my notes lead into the old version, which says that it is one", async () => {
    await page.getByRole("link", { name: vi("notes.mine") }).click();
    await expect(page.getByText(vi("notes.list.oldHere"))).toBeVisible(LONG);
    await page.screenshot({ path: "test-results/earlier-notes.png" });
    await page.getByRole("link", { name: new RegExp(NOTE) }).click();
    await reader.expectPainted(firstPage(page));
    await expect(page.getByRole("button", { name: vi("notes.noteOn", { text: NOTE }) })).toBeVisible();
    await expect(reader.told(page)).toContainText(vi("reader.strip.offlineOld"));
    await expect(firstPage(page)).toContainText("Du thao lan mot");
    await page.screenshot({ path: "test-results/earlier-reader.png" });
  });
  await test.step("one touch to the new one", async () => {
    await page.getByRole("button", { name: vi("reader.strip.openNew") }).click();
    await reader.expectPainted(firstPage(page));
    await expect(firstPage(page)).toContainText("da sua");
    await expect(reader.told(page)).toContainText(vi("reader.strip.offlineKept"));
  });

  await server.run();
  await page.context().setOffline(false);
  await page.goto(`${server.url}/room/meetings/${meeting}`);
  await allReady();
  await test.step("closed to tablets or withdrawn, it leaves with every version", async () => {
    await expect(page.getByText(vi("pack.earlier", { count: 1 }))).toBeVisible(LONG);
    await ask(desk, "DELETE", `${base()}/${paper}`);
    await expect.poll(async () => keptOf(page, meeting, paper, [first, second]), LONG).toEqual([0, 0]);
    await expect(page.getByText(vi("pack.earlier", { count: 1 }))).toHaveCount(0);
  });
});
