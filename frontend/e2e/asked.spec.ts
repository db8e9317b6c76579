// What somebody asks for with the network really cut: they are told that nobody heard, and what they choose to keep is sent once.
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { ask, leaveAll, openBrowser, signIn, sizes, todaysMeeting } from "./house";
import * as room from "./room";
import { Server } from "./server";
import { pair, Tablet } from "./tablet";
import { vi } from "./words";

const SILENCE = { timeout: 40_000 };
const BACK = { timeout: 60_000 };

let server: Server;
test.beforeAll(async () => {
  server = await Server.start();
});
test.afterEach(leaveAll);
test.afterAll(() => server.stop());

const button = (page: Page, name: string) => page.getByRole("button", { name });
const dialog = (page: Page, name: string) => page.getByRole("dialog", { name });
const accessible = async (page: Page) => {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    .analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
};
const kind = (what: "water" | "paper" | "technician") => vi(`service.kind.${what}`);

test("what is asked for without network is kept or dropped, as its asker chooses", async ({ browser }) => {
  test.setTimeout(240_000);
  const chair = await openBrowser(browser, sizes.tablet);
  await signIn(chair, server, "chutich", "/room");
  const meeting = await todaysMeeting(chair);
  const session = (act: string, body = {}) =>
    ask(chair, "POST", `/api/meetings/${meeting}/session/${act}`, body);
  await session("open");
  const desk = await openBrowser(browser, sizes.desk);
  await signIn(desk, server, "thuky", "/desk");
  const heard = async () =>
    (await ask<{ calls: { kind: string }[] }>(desk, "GET", "/api/calls")).calls
      .map(({ kind }) => kind)
      .sort();
  const page = await openBrowser(browser, sizes.tablet);
  await signIn(page, server, "dat.vt", `/room/meetings/${meeting}`);
  await expect(button(page, vi("room.checkIn"))).toBeVisible();
  /** How often the server was really asked to do something. */
  let sent = 0;
  page.on("request", (request) => {
    if (/\/(calls|attendance)$/.test(request.url()) && request.method() === "POST") sent += 1;
  });
  const cut = async () => {
    await page.context().setOffline(true);
    await expect(room.isCut(page)).toBeVisible(SILENCE);
  };
  const call = async (what: "water" | "paper" | "technician") => {
    await button(page, vi("service.title"))
      .or(button(page, vi("service.kept")))
      .or(button(page, vi("service.waiting")))
      .click();
    await dialog(page, vi("service.title"))
      .getByRole("button", { name: kind(what) })
      .click();
    await expect(dialog(page, vi("asked.title.call"))).toBeVisible();
  };

  await test.step("nobody heard: it is said, and two choices are offered", async () => {
    await cut();
    await call("water");
    for (const choice of ["asked.drop", "asked.keep"] as const) {
      const box = await button(page, vi(choice)).boundingBox();
      expect(Math.min(box?.width ?? 0, (box?.height ?? 0) * 1.7)).toBeGreaterThanOrEqual(104);
    }
    await accessible(page);
    await page.screenshot({ path: "test-results/asked-offered.png" });
    await button(page, vi("asked.keep")).click();
    await expect(button(page, vi("service.kept"))).toBeVisible();
    await button(page, vi("room.checkIn")).click();
    await expect(dialog(page, vi("asked.title.check_in"))).toBeVisible();
    await button(page, vi("asked.keep")).click();
    await expect(button(page, vi("room.checkInDrop"))).toContainText(vi("asked.kept"));
    await call("technician");
    await button(page, vi("asked.drop")).click();
    await accessible(page);
    await page.screenshot({ path: "test-results/asked-kept.png" });
    expect([await heard(), sent]).toEqual([[], 0]);
  });

  await test.step("the line is back: what was kept is sent once, what was dropped never", async () => {
    await page.context().setOffline(false);
    await expect(room.isCut(page)).toHaveCount(0, BACK);
    await expect.poll(heard, BACK).toEqual(["water"]);
    await expect(button(page, vi("service.waiting"))).toBeVisible(BACK);
    await expect(button(page, vi("room.checkInDrop"))).toHaveCount(0);
    await expect(button(page, vi("room.checkIn"))).toHaveCount(0);
    await page.waitForTimeout(3_000);
    expect([await heard(), sent]).toEqual([["water"], 2]);
  });

  await test.step("where the meeting has gone on meanwhile, one is asked again", async () => {
    await cut();
    await call("paper");
    await button(page, vi("asked.keep")).click();
    await session("advance", { to: "next" });
    await page.context().setOffline(false);
    await expect(dialog(page, vi("asked.again"))).toBeVisible(BACK);
    await page.screenshot({ path: "test-results/asked-again.png" });
    expect(await heard()).toEqual(["water"]);
    await button(page, vi("asked.sendNow")).click();
    await expect.poll(heard, BACK).toEqual(["paper", "water"]);
    await page.waitForTimeout(2_000);
    expect([await heard(), sent]).toEqual([["paper", "water"], 3]);
  });

  await test.step("what was called for is taken back, and only what its asker keeps is sent", async () => {
    await cut();
    const takeBack = async (what: "water" | "paper") => {
      await button(page, vi("service.waiting")).click();
      const row = dialog(page, vi("service.title"))
        .getByRole("listitem")
        .filter({ hasText: kind(what) });
      await row.getByRole("button", { name: vi("service.withdraw") }).click();
      await expect(dialog(page, vi("asked.title.withdraw_call"))).toBeVisible();
    };
    await takeBack("paper");
    await accessible(page);
    await page.screenshot({ path: "test-results/asked-back-offered.png" });
    await button(page, vi("asked.drop")).click();
    await takeBack("water");
    await button(page, vi("asked.keep")).click();
    // The paper is waited for as before.
    await button(page, vi("service.waiting")).click();
    const back = vi("asked.what.withdraw_call", { kind: kind("water") });
    await expect(dialog(page, vi("service.title")).getByText(back)).toBeVisible();
    await accessible(page);
    await page.screenshot({ path: "test-results/asked-back-kept.png" });
    await page.keyboard.press("Escape");
    expect(await heard()).toEqual(["paper", "water"]);
    await page.context().setOffline(false);
    await expect.poll(heard, BACK).toEqual(["paper"]);
  });

  await test.step("taken back after it was seen to: nothing is left to say", async () => {
    await cut();
    await button(page, vi("service.waiting")).click();
    await button(page, vi("service.withdraw")).click();
    await button(page, vi("asked.keep")).click();
    await expect(button(page, vi("service.kept"))).toBeVisible();
    const { calls } = await ask<{ calls: { call_id: string }[] }>(desk, "GET", "/api/calls");
    await ask(desk, "PUT", `/api/calls/${calls[0]?.call_id}`, { state: "done" });
    await page.context().setOffline(false);
    await expect(button(page, vi("service.title"))).toBeVisible(BACK);
    await expect(page.getByRole("dialog")).toHaveCount(0);
    expect(await heard()).toEqual([]);
  });
});

test("a call is taken back on a tablet that was switched off without network in between", async ({
  browser,
}) => {
  test.setTimeout(240_000);
  const own = await Server.start();
  const tablet = await Tablet.buy(sizes.tablet);
  try {
    const desk = await openBrowser(browser, sizes.desk);
    await signIn(desk, own, "thuky", "/desk");
    const meeting = await todaysMeeting(desk);
    const heard = async () =>
      (await ask<{ calls: { kind: string }[] }>(desk, "GET", "/api/calls")).calls.map(({ kind }) => kind);
    let page = await tablet.on();
    await pair(page, desk, own, "Nguyễn Thị Minh Hà");
    await page.goto(`${own.url}/room/meetings/${meeting}`);
    await button(page, vi("pack.begin")).click();
    await expect(page.getByText(vi("pack.readable"))).toBeVisible(BACK);
    await button(page, vi("service.title")).click();
    await dialog(page, vi("service.title"))
      .getByRole("button", { name: kind("water") })
      .click();
    await expect.poll(heard).toEqual(["water"]);
    await expect(dialog(page, vi("service.title")).getByText(vi("service.withdraw"))).toBeVisible();
    await page.goto(`${own.url}/room`);
    await page.evaluate(() => navigator.serviceWorker.ready);
    await tablet.off();
    await own.kill9();

    // Nothing answers. The call is still there, and so is the way back from it.
    page = await tablet.on();
    await page.context().setOffline(true);
    await page.goto(`${own.url}/room/meetings/${meeting}`);
    await button(page, vi("service.waiting")).click(BACK);
    await button(page, vi("service.withdraw")).click();
    await expect(page.getByText(vi("asked.lasts"))).toBeVisible();
    await button(page, vi("asked.keep")).click();
    await expect(button(page, vi("service.kept"))).toBeVisible();
    await tablet.off();
    page = await tablet.on();
    await page.context().setOffline(true);
    await page.goto(`${own.url}/room/meetings/${meeting}`);
    await expect(button(page, vi("service.kept"))).toBeVisible(BACK);
    await page.screenshot({ path: "test-results/asked-back-restarted.png" });

    await own.run();
    await page.context().setOffline(false);
    await expect(button(page, vi("service.title"))).toBeVisible(BACK);
    await expect.poll(heard, BACK).toEqual([]);
  } finally {
    await tablet.throwAway();
    await own.stop();
  }
});
