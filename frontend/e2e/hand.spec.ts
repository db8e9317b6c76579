// One's own hand on a paper: the pen writes and fingers move the page, nothing is lost or doubled, and nobody else sees it.
import { readFile } from "node:fs/promises";
import { type Browser, expect, type Page, test } from "@playwright/test";
import { expectInk, Glass, kept, marks, type Spot, spotOn } from "./hand";
import { ask, type Login, leaveAll, type Size, signIn, sizes, todaysMeeting } from "./house";
import * as made from "./made";
import * as reader from "./reader";
import { Server } from "./server";
import { watch } from "./watch";
import { vi } from "./words";

let server: Server;
let meeting: string;
let paper: { id: string; hash: string; item: string };
test.beforeAll(async () => {
  server = await Server.start();
});
test.afterEach(leaveAll);
test.afterAll(() => server.stop());

const firstPage = (page: Page) => page.getByRole("group", { name: /^Trang 1 / });
const scroller = (page: Page) => page.getByRole("region", { name: vi("reader.pages") });
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

/** Somebody's tablet with a finger for the glass, at the first page of a paper. */
async function tablet(browser: Browser, login: Login, size: Size = sizes.tablet): Promise<Page> {
  const context = await browser.newContext({ viewport: size, hasTouch: true });
  await context.addInitScript(() => localStorage.setItem("nghisu.language", "vi"));
  const page = await context.newPage();
  await signIn(page, server, login, "/room");
  meeting = await todaysMeeting(page);
  const view = await ask<{
    view: { papers: Record<string, { hash: string; title: string; pages: number; item_id: string }> };
  }>(page, "GET", `/api/meetings/${meeting}`);
  const [id, found] =
    Object.entries(view.view.papers).find(([, { pages }]) => pages >= 3) ??
    Object.entries(view.view.papers)[0] ??
    [];
  paper = { id: String(id), hash: String(found?.hash), item: String(found?.item_id) };
  await page.goto(`${server.url}/room/meetings/${meeting}/papers/${paper.id}`);
  await reader.expectPainted(firstPage(page));
  return page;
}

const line = (from: Spot, across: number, steps = 8): Spot[] =>
  Array.from({ length: steps + 1 }, (_, step) => ({
    x: from.x + (across * step) / steps,
    y: from.y + 6 * Math.sin(step),
  }));

test("the pen writes, fingers move the page, a palm leaves nothing", async ({ browser }) => {
  const page = await tablet(browser, "ha.ntm");
  const watched = await watch(page);
  const glass = await Glass.of(page);
  const leaf = firstPage(page);

  await test.step("a finger scrolls and writes nothing", async () => {
    await glass.swipe(await spotOn(leaf, 0.5, 0.9), await spotOn(leaf, 0.5, 0.2));
    await expect.poll(() => scroller(page).evaluate((element) => element.scrollTop)).toBeGreaterThan(100);
    await expect(marks(page)).toHaveCount(0);
    // A finger that lets go in full swing leaves the page rolling on.
    await expect(async () => {
      await scroller(page).evaluate((element) => element.scrollTo({ top: 0, behavior: "instant" }));
      await page.waitForTimeout(300);
      expect(await scroller(page).evaluate((element) => element.scrollTop)).toBe(0);
    }).toPass();
  });

  await test.step("the first touch of the pen writes, and brings its tools", async () => {
    await glass.write(line(await spotOn(leaf, 0.3, 0.3), 200));
    await expect(marks(page)).toHaveCount(1);
    await expect(page.getByRole("region", { name: vi("notes.tools") })).toBeVisible();
    const top = await scroller(page).evaluate((element) => element.scrollTop);
    expect(top).toBe(0);
  });

  await test.step("a palm beside the pen neither writes nor scrolls", async () => {
    const [start, end] = [await spotOn(leaf, 0.3, 0.5), await spotOn(leaf, 0.6, 0.5)];
    const palm = await spotOn(leaf, 0.7, 0.8);
    await glass.penDown(start);
    await glass.penMove({ x: start.x + 40, y: start.y });
    await glass.touch("touchStart", [palm]);
    for (let step = 1; step <= 6; step++) {
      await glass.touch("touchMove", [{ x: palm.x, y: palm.y - 25 * step }]);
      await glass.penMove({ x: start.x + 40 + 10 * step, y: start.y });
    }
    await glass.touch("touchEnd", []);
    await glass.penUp(end);
    await expect(marks(page)).toHaveCount(2);
    expect(await scroller(page).evaluate((element) => element.scrollTop)).toBe(0);
  });

  await test.step("undo, redo, eraser, bookmark, note", async () => {
    await button(page, vi("notes.undo")).click();
    await expect(marks(page)).toHaveCount(1);
    await button(page, vi("notes.redo")).click();
    await expect(marks(page)).toHaveCount(2);
    await button(page, vi("notes.eraser")).click();
    const over = await spotOn(leaf, 0.35, 0.3);
    await glass.write([
      { x: over.x, y: over.y - 40 },
      { x: over.x, y: over.y + 40 },
    ]);
    await expect(marks(page)).toHaveCount(1);
    await button(page, vi("notes.bookmark")).click();
    await button(page, vi("notes.note")).click();
    const place = await spotOn(leaf, 0.75, 0.6);
    await page.touchscreen.tap(place.x, place.y);
    await page.getByLabel(vi("notes.dialog.label")).fill("Hỏi lại số liệu mục 2");
    await button(page, vi("notes.dialog.save")).click();
    await expect(
      page.getByRole("button", { name: vi("notes.noteOn", { text: "Hỏi lại số liệu mục 2" }) }),
    ).toBeVisible();
    await expect(marks(page)).toHaveCount(3);
  });

  await test.step("without a pen a switch lets fingers write", async () => {
    await button(page, vi("notes.highlighter")).click();
    await page.getByRole("switch", { name: vi("notes.finger") }).click();
    // The pause after which a hand is no palm any more.
    await page.waitForTimeout(1_000);
    await glass.swipe(await spotOn(leaf, 0.2, 0.7), await spotOn(leaf, 0.5, 0.7));
    await expect(marks(page)).toHaveCount(4);
    await expect(page.locator('[data-ink="under"] path')).toHaveCount(1);
    expect(await scroller(page).evaluate((element) => element.scrollTop)).toBe(0);
  });

  await test.step("the list of my notes leads back to the page", async () => {
    await page.getByRole("link", { name: vi("notes.mine") }).click();
    await expect(page.getByRole("heading", { name: vi("notes.list.title"), level: 1 })).toBeAttached();
    const row = page.getByRole("link", { name: /Hỏi lại số liệu mục 2/ });
    await expect(row).toBeVisible();
    await row.click();
    await expect(marks(page)).toHaveCount(4);
  });
  watched.clean();
});

test("two hundred strokes of a cut arrive exactly once, on every tablet of theirs and on nobody else's", async ({
  browser,
}) => {
  test.setTimeout(240_000);
  const page = await tablet(browser, "dat.vt");
  const glass = await Glass.of(page);
  const leaf = firstPage(page);
  const address = "**/api/meetings/*/papers/*/hand";
  let lost = 0;

  await test.step("the network is gone: everything is written all the same, and it is said", async () => {
    await page.route(address, async (route) => {
      if (route.request().method() !== "POST") return route.continue();
      lost += 1;
      // Some of what is sent arrives and only the answer is lost: the worst there is.
      if (lost === 2) await route.fetch().catch(() => {});
      return route.abort("internetdisconnected");
    });
    for (let number = 0; number < 120; number++) {
      const from = await spotOn(leaf, 0.1 + 0.07 * (number % 12), 0.1 + 0.08 * Math.floor(number / 12));
      await glass.write(line(from, 30, 3));
    }
    await expect(marks(page)).toHaveCount(120);
    // Those whose answer alone was lost count as sent once the server has been heard of them.
    await expect(page.getByText(vi("notes.unsent", { count: 120 }).replace("120 ", ""))).toBeVisible();
  });

  await test.step("a reload loses nothing", async () => {
    await page.reload();
    await reader.expectPainted(leaf);
    await expect(marks(page)).toHaveCount(120);
    await page.context().setOffline(true);
    for (let number = 0; number < 80; number++) {
      const from = await spotOn(leaf, 0.1 + 0.07 * (number % 12), 0.15 + 0.08 * Math.floor(number / 12));
      await glass.write(line(from, 30, 3));
    }
    await expect(marks(page)).toHaveCount(200);
  });

  await test.step("the network is back: two hundred, no more and no less", async () => {
    await page.unroute(address);
    await page.context().setOffline(false);
    await expect(page.getByText(vi("notes.unsentDetail"))).toHaveCount(0, { timeout: 60_000 });
    await expect
      .poll(async () => (await kept(page, meeting, paper.id, paper.hash)).length, { timeout: 60_000 })
      .toBe(200);
    await page.waitForTimeout(3_000);
    const ops = await kept(page, meeting, paper.id, paper.hash);
    expect(ops).toHaveLength(200);
    expect(new Set(ops.map(({ id }) => id)).size).toBe(200);
  });

  await test.step("a second tablet of theirs shows them, another person's does not", async () => {
    const second = await tablet(browser, "dat.vt", sizes.portrait);
    await expect(marks(second)).toHaveCount(200);
    const stranger = await tablet(browser, "chutich");
    await expect(stranger.getByRole("button", { name: vi("notes.write") })).toBeVisible();
    await expect(marks(stranger)).toHaveCount(0);
    expect(await kept(stranger, meeting, paper.id, paper.hash)).toEqual([]);
  });
});

test("my annotated copy is a PDF whose ink every reader shows", async ({ browser }) => {
  test.setTimeout(180_000);
  const page = await tablet(browser, "tram.vtn");
  await expectInk(firstPage(page).locator("canvas").first(), 300);
  const glass = await Glass.of(page);
  await glass.write(line(await spotOn(firstPage(page), 0.2, 0.8), 400, 20));
  await glass.write(line(await spotOn(firstPage(page), 0.2, 0.85), 400, 20));
  await expect(marks(page)).toHaveCount(2);
  const [saved] = await Promise.all([
    page.waitForEvent("download"),
    button(page, vi("notes.copy.save")).click(),
  ]);
  expect(saved.suggestedFilename()).toMatch(/ - ghi chú\.pdf$/);
  const bytes = await readFile(await saved.path());
  expect(bytes.subarray(0, 5).toString()).toBe("%PDF-");

  // Back through the desk, as any PDF: what the reader draws of it has the ink on the page itself.
  const desk = await browser.newPage();
  await signIn(desk, server, "thuky", "/desk");
  const name = "bản có ghi chú.pdf";
  const { id } = await desk.evaluate(
    async ({ address, base64 }) => {
      const body = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const answer = await fetch(address, { method: "POST", body });
      if (!answer.ok) throw new Error(await answer.text());
      return (await answer.json()) as { id: string };
    },
    {
      address: `/api/meetings/${meeting}/papers?item=${paper.item}&name=${encodeURIComponent(name)}`,
      base64: bytes.toString("base64"),
    },
  );
  await page.goto(`${server.url}/room/meetings/${meeting}/papers/${id}`);
  await reader.expectPainted(firstPage(page));
  await expectInk(firstPage(page).locator("canvas").first());
});

test("notes of a replaced paper are kept, and carried over when asked", async ({ browser }) => {
  test.setTimeout(180_000);
  const desk = await browser.newPage();
  await signIn(desk, server, "thuky", "/desk");
  meeting = await todaysMeeting(desk);
  const view = await ask<{ view: { agenda: { order: string[] } } }>(
    desk,
    "GET",
    `/api/meetings/${meeting}?door=desk`,
  );
  const item = String(view.view.agenda.order[0]);
  const send = (method: string, address: string, text: string) =>
    desk.evaluate(
      async ([method, address, base64]) => {
        const body = Uint8Array.from(atob(String(base64)), (letter) => letter.charCodeAt(0));
        const answer = await fetch(String(address), { method, body });
        if (!answer.ok) throw new Error(await answer.text());
        return (await answer.json()) as { id: string };
      },
      [method, address, made.pdf("ban.pdf", text).buffer.toString("base64")],
    );
  const base = `/api/meetings/${meeting}/papers`;
  const { id } = await send("POST", `${base}?item=${item}&name=du-thao.pdf`, "Du thao nghi quyet");
  const studied = async () =>
    (await ask<{ state: string }>(desk, "GET", `${base}/${id}/facts`)).state === "done";
  await expect.poll(studied, { timeout: 60_000 }).toBe(true);

  const page = await tablet(browser, "ha.ntm");
  await page.goto(`${server.url}/room/meetings/${meeting}/papers/${id}`);
  await expect(firstPage(page).locator("canvas").first()).toBeVisible({ timeout: 60_000 });
  const glass = await Glass.of(page);
  await glass.write(line(await spotOn(firstPage(page), 0.3, 0.5), 200));
  await expect(marks(page)).toHaveCount(1);

  await send("PUT", `${base}/${id}/file?name=du-thao-2.pdf`, "Du thao nghi quyet ");
  await expect.poll(studied, { timeout: 60_000 }).toBe(true);
  await page.getByRole("button", { name: vi("reader.strip.openNew") }).click();
  await expect(page.getByText(vi("notes.carry.title", { count: 1, version: "1" }))).toBeVisible({
    timeout: 60_000,
  });
  await expect(marks(page)).toHaveCount(0);
  await button(page, vi("notes.carry.act")).click();
  await expect(page.getByText(vi("notes.carry.done", { count: 1 }))).toBeVisible();
  await expect(marks(page)).toHaveCount(1);
});

test("a note is shared with the secretariat on purpose, read there, and taken back", async ({ browser }) => {
  const page = await tablet(browser, "ha.ntm");
  await page.getByRole("button", { name: vi("notes.write") }).click();
  await button(page, vi("notes.note")).click();
  await button(page, vi("notes.hint.noteHere")).click();
  await page.getByLabel(vi("notes.dialog.label")).fill("Đề nghị bổ sung phụ lục");
  await button(page, vi("notes.dialog.save")).click();
  const note = page.getByRole("button", { name: vi("notes.noteOn", { text: "Đề nghị bổ sung phụ lục" }) });
  await note.click();
  await button(page, vi("notes.dialog.share")).click();
  await page.getByRole("radio", { name: vi("notes.share.secretariat") }).check();
  await button(page, vi("notes.share.send")).click();
  await button(page, vi("notes.share.close")).click();

  const context = await browser.newContext({ viewport: sizes.desk });
  const desk = await context.newPage();
  await signIn(desk, server, "thuky", "/desk");
  await desk.goto(`${server.url}/desk/meetings/${meeting}?tab=papers&paper=${paper.id}`);
  await expect(desk.getByText("Đề nghị bổ sung phụ lục")).toBeVisible();
  await button(desk, vi("notes.remarks.markRead")).click();
  await expect(button(desk, vi("notes.remarks.markRead"))).toHaveCount(0);

  await page.reload();
  await page.getByRole("button", { name: vi("notes.write") }).click();
  await button(page, vi("notes.remarks.list")).click();
  await button(page, vi("notes.remarks.withdraw")).click();
  await expect(page.getByText(vi("notes.remarks.none"))).toBeVisible();
  await desk.reload();
  await expect(desk.getByText(vi("notes.remarks.noneDesk"))).toBeVisible();
});
