// The floor between tablets, a phone, the chair's console and the wall; and what becomes of asking for it with the network cut.
import { type Browser, expect, type Locator, test } from "@playwright/test";
import { ask, type Login, leaveAll, openBrowser, type Size, signIn, sizes } from "./house";
import { look, reflows } from "./look";
import * as room from "./room";
import * as seats from "./seats";
import { asked, button, invite } from "./seats";
import { Server } from "./server";
import { type Language, vi } from "./words";

const SILENCE = { timeout: 40_000 };
const BACK = { timeout: 60_000 };
const DAT = "Vũ Tiến Đạt";
const HA = "Nguyễn Thị Minh Hà";

let server: Server;
let meeting: string;
test.beforeEach(async ({ browser }) => {
  server = await Server.start();
  meeting = await seats.atSecondItem(browser, server);
});
test.afterEach(async ({ browser }) => {
  await leaveAll({ browser });
  await server.stop();
});

const sit = (browser: Browser, login: Login, size: Size, language?: Language) =>
  seats.sit(browser, { server, meeting }, login, size, language);
const preside = (browser: Browser) => seats.preside(browser, { server, meeting });

test("asking, being invited, speaking and having spoken, seen by everybody", async ({ browser }) => {
  test.setTimeout(300_000);
  const dat = await sit(browser, "dat.vt", sizes.tablet);
  const ha = await sit(browser, "ha.ntm", sizes.portrait);
  const phone = await sit(browser, "thuoc.cv", sizes.phone, "en");
  const chair = await preside(browser);
  const wall = await openBrowser(browser, sizes.wall);
  await signIn(wall, server, "manhinh", "/wall");
  const width = async (one: Locator) => (await one.boundingBox())?.width;

  await test.step("asked in turn; nothing beside the button moves", async () => {
    const before = await width(button(dat.page, vi("floor.ask")));
    await look(dat.page, "floor-none", { held: true });
    await button(dat.page, vi("floor.ask")).click();
    await expect(asked(dat.page, 1)).toBeVisible();
    expect(await width(asked(dat.page, 1))).toBe(before);
    await button(ha.page, vi("floor.ask")).click();
    await expect(asked(ha.page, 2)).toBeVisible();
    await button(phone.page, phone.t("floor.ask")).click();
    await expect(button(phone.page, phone.t("floor.asked", { place: 3 }))).toBeVisible();
    await expect(room.told(ha.page)).toContainText(vi("floor.waiting", { count: 3 }));
    for (const size of ["tablet", "portrait", "phone"] as const) {
      await dat.page.setViewportSize(sizes[size]);
      await look(dat.page, `floor-asked-${size}`, { held: true });
    }
    await reflows(dat.page, "floor-asked");
    await dat.page.setViewportSize(sizes.tablet);
    await look(phone.page, "floor-asked-phone-en", { held: true });
  });

  await test.step("the chair sees who waits and invites the first; everybody sees who speaks", async () => {
    const rows = chair.page.getByRole("list", { name: vi("floor.queue") }).getByRole("listitem");
    await expect(rows).toHaveText([new RegExp(`^1.*${DAT}`), new RegExp(`^2.*${HA}`)]);
    await expect(chair.page.getByText(vi("floor.more", { count: 1 }))).toBeVisible();
    await look(chair.page, "floor-console-waiting", { held: true });
    await invite(chair.page, DAT).click();
    await expect(room.told(dat.page)).toContainText(vi("floor.yours"));
    await expect(ha.page.getByRole("article")).toContainText(`${DAT}${vi("floor.speaking")}`);
    await expect(asked(ha.page, 1)).toBeVisible();
    await expect(wall.getByRole("main")).toContainText(`${vi("floor.wall")}`);
    await expect(wall.getByRole("main")).toContainText(vi("floor.wallWaiting", { count: 2 }));
    await look(wall, "floor-wall");
    for (const size of ["tablet", "portrait", "phone"] as const) {
      await chair.page.setViewportSize(sizes[size]);
      await look(chair.page, `floor-console-speaking-${size}`, { held: true });
    }
    await reflows(chair.page, "floor-console");
    await chair.page.setViewportSize(sizes.tablet);
    for (const size of ["tablet", "portrait", "phone"] as const) {
      await dat.page.setViewportSize(sizes[size]);
      await look(dat.page, `floor-speaking-${size}`, { held: true });
    }
    await reflows(dat.page, "floor-speaking");
    await dat.page.setViewportSize(sizes.tablet);
    await look(ha.page, "floor-listening-portrait", { held: true });
    await look(phone.page, "floor-listening-phone-en", { held: true });
    await phone.page.setViewportSize(sizes.smallTablet);
    await look(phone.page, "floor-listening-small-en", { held: true });
    await phone.page.setViewportSize(sizes.phone);
  });

  await test.step("the speaker has spoken, asks again, and is behind those who wait", async () => {
    await button(dat.page, vi("floor.end")).click();
    await expect(chair.page.getByText(vi("floor.nobody"))).toBeVisible();
    // For a moment after its meaning has changed the button is deaf: the second tap of two was meant for what stood there.
    await expect(async () => {
      await button(dat.page, vi("floor.ask")).click({ timeout: 2_000 });
      await expect(asked(dat.page, 3)).toBeVisible({ timeout: 2_000 });
    }).toPass();
  });

  await test.step("whoever reads a paper is told there, and ends there", async () => {
    await ha.page.getByRole("article").getByRole("link").first().click();
    await expect(ha.page.getByRole("region", { name: vi("reader.pages") })).toBeVisible();
    await invite(chair.page, HA).click();
    await expect(ha.page.getByText(vi("floor.yours"))).toBeVisible();
    await look(ha.page, "floor-speaking-reader", { held: true });
    await button(ha.page, vi("floor.end")).click();
    await expect(ha.page.getByText(vi("floor.yours"))).toHaveCount(0);
    await expect(chair.page.getByText(vi("floor.nobody"))).toBeVisible();
  });

  await test.step("a request is withdrawn where it stands", async () => {
    await button(phone.page, phone.t("floor.asked", { place: 1 })).click();
    await look(phone.page, "floor-withdraw-phone-en", { held: true });
    await button(phone.page, phone.t("floor.withdraw")).click();
    await expect(button(phone.page, phone.t("floor.ask"))).toBeVisible();
    await expect(asked(dat.page, 1)).toBeVisible();
  });

  await test.step("by keyboard alone, also somebody who did not ask; the next item begins anew", async () => {
    const others = button(chair.page, vi("floor.manage"));
    await others.focus();
    await chair.page.keyboard.press("Enter");
    const sheet = chair.page.getByRole("dialog", { name: vi("floor.sheet") });
    await look(chair.page, "floor-console-sheet", { held: true });
    await invite(sheet.page(), HA).last().focus();
    await chair.page.keyboard.press("Enter");
    await expect(sheet).toHaveCount(0);
    await expect(chair.page.getByRole("button", { name: vi("floor.endOf", { name: HA }) })).toBeVisible();
    await chair.page.getByRole("button", { name: vi("floor.endOf", { name: HA }) }).click();
    await expect(chair.page.getByText(vi("floor.nobody"))).toBeVisible();
    await chair.page.keyboard.press("PageDown");
    await expect(button(dat.page, vi("floor.ask"))).toBeVisible();
    await expect(chair.page.getByText(vi("floor.noRequest"))).toBeVisible();
  });
  for (const { watched } of [dat, ha, phone, chair]) watched.clean();
});

test("without network: kept and sent once, withdrawn, dropped, never carried to another item", async ({
  browser,
}) => {
  test.setTimeout(300_000);
  const { page } = await sit(browser, "dat.vt", sizes.tablet);
  const chair = await preside(browser);
  const waiting = async () => {
    const { view } = await ask<{ view: { floor?: { waiting: object } } }>(
      chair.page,
      "GET",
      `/api/meetings/${meeting}?door=room`,
    );
    return Object.keys(view.floor?.waiting ?? {}).length;
  };
  /** How often the server was really asked to do something. */
  const sent: string[] = [];
  page.on("request", (request) => {
    if (request.url().endsWith("/floor/request")) sent.push(request.method());
  });
  const cut = async () => {
    await page.context().setOffline(true);
    await expect(room.isCut(page)).toBeVisible(SILENCE);
  };
  const back = async () => {
    await page.context().setOffline(false);
    await expect(room.isCut(page)).toHaveCount(0, BACK);
  };
  const unheard = (what: "ask_floor" | "withdraw_floor") =>
    page.getByRole("dialog", { name: vi(`asked.title.${what}`) });

  await test.step("asked for, kept, and sent once", async () => {
    await expect(button(page, vi("floor.ask"))).toBeVisible();
    await cut();
    await button(page, vi("floor.ask")).click();
    await expect(unheard("ask_floor")).toBeVisible();
    await look(page, "floor-unheard", { held: true });
    await button(page, vi("asked.keep")).click();
    await expect(page.getByRole("button", { name: vi("floor.drop") })).toContainText(vi("floor.askKept"));
    for (const size of ["tablet", "portrait", "phone"] as const) {
      await page.setViewportSize(sizes[size]);
      await look(page, `floor-kept-${size}`, { held: true });
    }
    await page.setViewportSize(sizes.tablet);
    expect([await waiting(), sent]).toEqual([0, []]);
    await back();
    await expect(asked(page, 1)).toBeVisible(BACK);
    await expect(invite(chair.page, DAT)).toBeVisible();
    await page.waitForTimeout(3_000);
    expect([await waiting(), sent]).toEqual([1, ["PUT"]]);
  });

  await test.step("withdrawn, as soon as there is a network", async () => {
    await cut();
    await asked(page, 1).click();
    await button(page, vi("floor.withdraw")).click();
    await expect(unheard("withdraw_floor")).toBeVisible();
    await button(page, vi("asked.keep")).click();
    await expect(page.getByRole("button", { name: vi("floor.stay") })).toContainText(
      vi("floor.withdrawKept"),
    );
    expect(await waiting()).toBe(1);
    await back();
    await expect(button(page, vi("floor.ask"))).toBeVisible(BACK);
    await page.waitForTimeout(2_000);
    expect([await waiting(), sent]).toEqual([0, ["PUT", "DELETE"]]);
  });

  await test.step("what is dropped before it has gone is never sent", async () => {
    await cut();
    await button(page, vi("floor.ask")).click();
    await button(page, vi("asked.keep")).click();
    await page.waitForTimeout(1_000);
    await page.getByRole("button", { name: vi("floor.drop") }).click();
    await expect(button(page, vi("floor.ask"))).toBeVisible();
    await back();
    await page.waitForTimeout(3_000);
    expect([await waiting(), sent]).toEqual([0, ["PUT", "DELETE"]]);
  });

  await test.step("where the meeting has gone on, it is said, and sent only if it is wanted there", async () => {
    await cut();
    await button(page, vi("floor.ask")).click();
    await button(page, vi("asked.keep")).click();
    await ask(chair.page, "POST", `/api/meetings/${meeting}/session/advance`, { to: "next" });
    await page.context().setOffline(false);
    const again = page.getByRole("dialog", { name: vi("asked.again") });
    await expect(again).toBeVisible(BACK);
    await expect(again).toContainText(vi("asked.againFloor"));
    await look(page, "floor-again", { held: true });
    expect([await waiting(), sent.length]).toEqual([0, 2]);
    await button(page, vi("asked.sendNow")).click();
    await expect(asked(page, 1)).toBeVisible(BACK);
    await page.waitForTimeout(2_000);
    expect([await waiting(), sent]).toEqual([1, ["PUT", "DELETE", "PUT"]]);
  });
});
