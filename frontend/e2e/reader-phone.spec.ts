// A paper on a phone: as letters that flow, and columns brought near by two taps.
import { expect, test } from "@playwright/test";
import { leaveAll, signIn, sizes } from "./house";
import { look } from "./look";
import * as reader from "./reader";
import * as seats from "./seats";
import { PAGES, type Shelf, stock, tool } from "./shelf";
import { watch } from "./watch";
import { vi } from "./words";

let shelf: Shelf;
test.beforeAll(async ({ browser }) => {
  test.setTimeout(180_000);
  shelf = await stock(browser);
});
test.afterEach(leaveAll);
test.afterAll(() => shelf.server.stop());

test("on a phone a page flows as letters, and two taps bring a column near", async ({ browser }) => {
  const context = await browser.newContext({ viewport: sizes.phone, hasTouch: true, isMobile: true });
  const page = await context.newPage();
  const watched = await watch(page);
  await signIn(page, shelf.server, "ha.ntm");
  await page.goto(`${shelf.server.url}/room/meetings/${shelf.meeting}/papers/${shelf.made}`);
  await reader.expectPainted(reader.sheet(page, 1, PAGES));
  await reader.turnPage(page);
  await reader.expectPage(page, 2, PAGES);
  const sheet = reader.sheet(page, 2, PAGES);
  await reader.expectPainted(sheet);
  await expect(sheet.getByText("right line 3 of many here")).toBeAttached();
  const box = (await sheet.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  const [x, y] = [box.x + box.width * 0.7, box.y + box.height * 0.3];
  await page.touchscreen.tap(x, y);
  await page.touchscreen.tap(x, y);
  await expect.poll(async () => (await sheet.boundingBox())?.width ?? 0).toBeGreaterThan(box.width * 1.4);
  const line = (await sheet.getByText("right line 12 of many here").boundingBox()) ?? { x: -1, width: 999 };
  expect(line.x).toBeGreaterThanOrEqual(0);
  expect(line.x + line.width).toBeLessThanOrEqual(sizes.phone.width + 1);

  await tool(page, vi("reader.letters.tool")).tap();
  const letters = page.getByRole("region", { name: vi("reader.letters.title") });
  await expect(letters).toContainText("right line 1 of many here");
  const width = await letters.evaluate((element) => [element.scrollWidth, element.clientWidth]);
  expect(width[0]).toBeLessThanOrEqual(width[1] ?? 0);
  await letters.getByRole("button", { name: vi("reader.nextPageLong") }).tap();
  await expect(letters).toContainText("Number 3000 stands on this page.");
  await reader.expectPage(page, 3, PAGES);
  watched.clean();
});

test("on a phone two taps bring a column near on a page turned on its side, too", async ({ browser }) => {
  const context = await browser.newContext({ viewport: sizes.phone, hasTouch: true, isMobile: true });
  const page = await context.newPage();
  const watched = await watch(page);
  await signIn(page, shelf.server, "ha.ntm");
  await page.goto(`${shelf.server.url}/room/meetings/${shelf.meeting}/papers/${shelf.made}?page=2`);
  const sheet = reader.sheet(page, 2, PAGES);
  await reader.expectPainted(sheet);
  await tool(page, vi("reader.view.tool")).tap();
  await page.getByRole("button", { name: vi("reader.view.rotate") }).tap();
  await page.getByRole("button", { name: vi("common.close") }).tap();
  await reader.expectPainted(sheet);
  const right = sheet.getByText("right line 12 of many here");
  await expect.poll(async () => ((await right.boundingBox())?.height ?? 0) > 40).toBe(true);
  const box = (await right.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.touchscreen.tap(x, y);
  await page.touchscreen.tap(x, y);
  await expect.poll(async () => (await right.boundingBox())?.height ?? 0).toBeGreaterThan(box.height * 1.3);
  // The line runs down the screen, and all of it is on it; the other column is not what was meant.
  const pages = await page.getByRole("region", { name: vi("reader.pages") }).boundingBox();
  const line = await right.boundingBox();
  if (!line || !pages) throw new Error("no line on screen");
  expect(line.y).toBeGreaterThanOrEqual(pages.y - 1);
  expect(line.y + line.height).toBeLessThanOrEqual(pages.y + pages.height + 1);
  watched.clean();
});

test("the tools of who presents stand in one row, in both languages", async ({ browser }) => {
  const { server } = shelf;
  const meeting = await seats.atSecondItem(browser, server);
  for (const language of ["vi", "en"] as const) {
    const { page, watched, t } = await seats.sit(
      browser,
      { server, meeting },
      "ha.ntm",
      sizes.phone,
      language,
    );
    await page.getByRole("article").getByRole("link").first().click();
    const tools = page.getByRole("region", { name: t("reader.tools") }).getByRole("button");
    await expect(tools.filter({ hasText: t("follow.leadShort") })).toBeVisible();
    await reader.expectPainted(page.getByRole("group", { name: /^(Trang|Page) 1 / }));
    const boxes = await tools.evaluateAll((all) =>
      all
        .filter((one) => one.checkVisibility())
        .map((one) => one.getBoundingClientRect())
        .map(({ top, width, height }) => ({ top, least: Math.min(width, height) })),
    );
    expect(boxes.length).toBeGreaterThanOrEqual(7);
    expect(new Set(boxes.map(({ top }) => top)).size).toBe(1);
    expect(Math.min(...boxes.map(({ least }) => least))).toBeGreaterThanOrEqual(47.5);
    await look(page, `presenter-tools-${language}`, { held: true });
    watched.clean();
    await page.context().close();
  }
});
