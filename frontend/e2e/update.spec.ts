// A newer version of the installed app waits: it takes no page away, is not offered while a meeting runs, and comes when somebody says so.
import { expect, type Page, test } from "@playwright/test";
import { ask, leaveAll, openBrowser, signIn, sizes, todaysMeeting } from "./house";
import * as reader from "./reader";
import { NEWER, Relay } from "./relay";
import * as room from "./room";
import { Server } from "./server";
import { pair, Tablet } from "./tablet";
import { vi } from "./words";

const PAPER = "Chương trình phiên họp UBND tỉnh thường kỳ";
const LONG = { timeout: 60_000 };

let server: Server;
let relay: Relay;
let tablet: Tablet;
test.beforeEach(async () => {
  server = await Server.start();
  relay = await Relay.before(server.url);
  tablet = await Tablet.buy(sizes.tablet);
});
test.afterEach(leaveAll);
test.afterEach(async () => {
  await tablet.throwAway();
  await relay.stop();
  await server.stop();
});

const isNewer = (page: Page) => page.locator(`meta[name="${NEWER}"]`).count();
const offered = (page: Page) => page.getByRole("button", { name: vi("pack.updateNow") });
/** What the app itself does each hour. */
const look = (page: Page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    await registration.update();
    return registration.waiting !== null;
  });

test("a newer version of the app interrupts no session", async ({ browser }) => {
  const desk = await openBrowser(browser, sizes.desk);
  await signIn(desk, server, "thuky", "/desk");
  const meeting = await todaysMeeting(desk);
  const page = await tablet.on();
  await pair(page, desk, server, "Nguyễn Thị Minh Hà", relay.url);
  const chair = await openBrowser(browser, sizes.tablet);
  await signIn(chair, server, "chutich", "/room");
  const session = (act: string) => ask(chair, "POST", `/api/meetings/${meeting}/session/${act}`, {});
  await session("open");
  await page.goto(`${relay.url}/room/meetings/${meeting}`);
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null), LONG).toBe(true);
  await room.openPaper(page, PAPER);
  const first = page.getByRole("group", { name: /^Trang 1 / });
  await reader.expectPainted(first);
  const begun = await page.evaluate(() => performance.timeOrigin);

  await test.step("it comes, and waits behind what is read", async () => {
    relay.newer = true;
    await expect.poll(() => look(page), LONG).toBe(true);
    await page.waitForTimeout(2_000);
    await reader.expectPainted(first);
    expect(await page.evaluate(() => performance.timeOrigin)).toBe(begun);
    await expect(offered(page)).toHaveCount(0);
  });

  await test.step("neither a reload nor the first page brings it while the meeting runs", async () => {
    await page.reload();
    await reader.expectPainted(first);
    expect(await isNewer(page)).toBe(0);
    await page.goto(`${relay.url}/room/meetings/${meeting}`);
    await expect(page.getByRole("article").getByRole("heading", { level: 1 })).toBeVisible();
    await expect(offered(page)).toHaveCount(0);
    await page.goto(`${relay.url}/room`);
    await expect(page.getByRole("link", { name: vi("room.home.enter") })).toBeVisible();
    // It is there, and known to be: still nothing is offered.
    expect(await look(page)).toBe(true);
    await expect(offered(page)).toHaveCount(0);
    expect(await isNewer(page)).toBe(0);
  });

  await test.step("after the meeting it is offered, and one touch brings it", async () => {
    await session("close");
    await page.goto(`${relay.url}/room`);
    await expect(offered(page)).toBeVisible(LONG);
    expect(await isNewer(page)).toBe(0);
    await page.screenshot({ path: "test-results/update-offered.png" });
    await offered(page).click();
    await expect.poll(() => isNewer(page).catch(() => 0), LONG).toBe(1);
    await expect(offered(page)).toHaveCount(0);
  });
});
