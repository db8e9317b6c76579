// Who comes out of the queue without having spoken, and a guest who has the floor for their own item alone.
import { expect, type Page, test } from "@playwright/test";
import { ask, type Login, leaveAll, openBrowser, signIn, sizes } from "./house";
import { look, reflows } from "./look";
import * as reader from "./reader";
import * as room from "./room";
import * as seats from "./seats";
import { asked, button, invite } from "./seats";
import { Server } from "./server";
import { vi } from "./words";

const DAT = "Vũ Tiến Đạt";
const HA = "Nguyễn Thị Minh Hà";
const GUEST = "Hồ Sỹ Nghĩa";

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

interface View {
  agenda: { current?: string; order: string[]; items: Record<string, { guests?: string[] }> };
  floor?: { waiting: object; declined?: object };
}
const view = async (page: Page, door = "room") =>
  (await ask<{ view: View }>(page, "GET", `/api/meetings/${meeting}?door=${door}`)).view;

test("the chair takes somebody out of the queue: they are told plainly, and may ask again", async ({
  browser,
}) => {
  test.setTimeout(240_000);
  const hall = { server, meeting };
  const dat = await seats.sit(browser, hall, "dat.vt", sizes.tablet);
  const ha = await seats.sit(browser, hall, "ha.ntm", sizes.tablet);
  const phone = await seats.sit(browser, hall, "thuoc.cv", sizes.phone, "en");
  const chair = await seats.preside(browser, hall);
  for (const [who, place] of [
    [dat, 1],
    [ha, 2],
  ] as const) {
    await button(who.page, vi("floor.ask")).click();
    await expect(asked(who.page, place)).toBeVisible();
  }
  await button(phone.page, phone.t("floor.ask")).click();
  await expect(button(phone.page, phone.t("floor.asked", { place: 3 }))).toBeVisible();
  const sheet = chair.page.getByRole("dialog", { name: vi("floor.sheet") });
  const out = (name: string) => button(chair.page, vi("floor.declineOf", { name }));

  await test.step("one touch, said where it was touched, and nothing moves under the finger", async () => {
    await button(chair.page, vi("floor.more", { count: 1 })).click();
    await expect(sheet.getByRole("status")).toHaveText(vi("floor.declineHint"));
    for (const size of ["tablet", "portrait", "phone"] as const) {
      await chair.page.setViewportSize(sizes[size]);
      await look(chair.page, `floor-take-out-${size}`, { held: true });
    }
    await reflows(chair.page, "floor-take-out");
    await chair.page.setViewportSize(sizes.tablet);
    const box = await out(HA).boundingBox();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(60);
    const top = async () => (await out(DAT).boundingBox())?.y;
    const before = await top();
    await out(HA).click();
    await expect(sheet.getByRole("status")).toContainText(HA);
    await expect(out(HA)).toHaveCount(0);
    expect(await top()).toBe(before);
    await look(chair.page, "floor-taken-out", { held: true });
  });

  await test.step("their own tablet says so, until it is touched, also after a reload", async () => {
    await expect(room.told(ha.page)).toContainText(vi("floor.yourDeclined"));
    await expect(button(ha.page, vi("floor.ask"))).toBeVisible();
    for (const size of ["tablet", "portrait", "phone"] as const) {
      await ha.page.setViewportSize(sizes[size]);
      await look(ha.page, `floor-your-declined-${size}`, { held: true });
    }
    await ha.page.setViewportSize(sizes.tablet);
    // Nobody else is told anything but that one less is before them.
    await expect(button(phone.page, phone.t("floor.asked", { place: 2 }))).toBeVisible();
    await expect(room.told(dat.page)).not.toContainText(vi("floor.yourDeclined"));
    await ha.page.reload();
    await expect(room.told(ha.page)).toContainText(vi("floor.yourDeclined"));
    await room
      .told(ha.page)
      .getByRole("button", { name: vi("common.dismiss") })
      .click();
    await expect(room.told(ha.page)).not.toContainText(vi("floor.yourDeclined"));
    await ha.page.reload();
    await expect(button(ha.page, vi("floor.ask"))).toBeVisible();
    await expect(room.told(ha.page)).not.toContainText(vi("floor.yourDeclined"));
  });

  await test.step("asked again, behind whoever waits, and heard", async () => {
    await button(ha.page, vi("floor.ask")).click();
    await expect(asked(ha.page, 3)).toBeVisible();
    await chair.page.keyboard.press("Escape");
    await button(chair.page, vi("floor.more", { count: 1 })).click();
    await invite(chair.page, HA).last().click();
    await expect(room.told(ha.page)).toContainText(vi("floor.yours"));
  });

  await test.step("whoever reads a paper is told there; on a phone, in English, by keyboard at the console", async () => {
    await dat.page.getByRole("article").getByRole("link").first().click();
    await expect(dat.page.getByRole("region", { name: vi("reader.pages") })).toBeVisible();
    await button(chair.page, vi("floor.manage")).focus();
    await chair.page.keyboard.press("Enter");
    for (const name of [DAT, "Cao Văn Thước"]) {
      // Two presses within a blink count as one.
      await expect(async () => {
        await out(name).focus({ timeout: 2_000 });
        await chair.page.keyboard.press("Enter");
        await expect(out(name)).toHaveCount(0, { timeout: 2_000 });
      }).toPass();
    }
    await expect(reader.told(dat.page)).toContainText(vi("floor.yourDeclined"));
    await look(dat.page, "floor-your-declined-reader", { held: true });
    await expect(phone.page.getByRole("region", { name: phone.t("room.strip.label") })).toContainText(
      phone.t("floor.yourDeclined"),
    );
    await look(phone.page, "floor-your-declined-phone-en", { held: true });
    await expect(sheet).toContainText(vi("floor.noRequest"));
  });

  await test.step("at the next item there is nothing left to say", async () => {
    await ask(chair.page, "POST", `/api/meetings/${meeting}/session/advance`, { to: "next" });
    await expect(phone.page.getByRole("region", { name: phone.t("room.strip.label") })).not.toContainText(
      phone.t("floor.yourDeclined"),
    );
    expect((await view(dat.page)).floor).toBeUndefined();
  });
  for (const { watched } of [dat, ha, phone, chair]) watched.clean();
});

test("a guest has the floor for their own item, and nothing of it before and after", async ({ browser }) => {
  test.setTimeout(240_000);
  const hall = { server, meeting };
  const chair = await seats.preside(browser, hall);
  const guest = await seats.sit(browser, hall, "nghia.hs", sizes.tablet);
  const dat = await seats.sit(browser, hall, "dat.vt", sizes.portrait);
  const go = (to: string) => ask(chair.page, "POST", `/api/meetings/${meeting}/session/advance`, { to });
  const desk = await openBrowser(browser, sizes.desk);
  await signIn(desk, server, "thuky", "/desk");
  const { agenda } = await view(desk, "desk");
  const own = agenda.order.find((id) => (agenda.items[id]?.guests ?? []).length > 0);
  const next = agenda.order[agenda.order.indexOf(String(own)) + 1];
  if (!own || !next) throw new Error("no item with a guest");
  const nothing = async () => {
    await expect(button(guest.page, vi("floor.ask"))).toHaveCount(0);
    expect((await view(guest.page)).floor).toBeUndefined();
  };

  await test.step("at another item the guest waits, and hears nothing of its floor", async () => {
    await expect(room.told(guest.page)).toContainText(vi("room.strip.guestWait"));
    await button(dat.page, vi("floor.ask")).click();
    await expect(asked(dat.page, 1)).toBeVisible();
    await nothing();
  });

  await test.step("at their own item they ask, are invited by name, and speak", async () => {
    await go(own);
    await button(guest.page, vi("floor.ask")).click();
    await expect(asked(guest.page, 1)).toBeVisible();
    await look(guest.page, "floor-guest-asked", { held: true });
    const height = async () => (await room.told(guest.page).boundingBox())?.height;
    await guest.page.setViewportSize(sizes.phone);
    const before = await height();
    await invite(chair.page, GUEST).click();
    await expect(room.told(guest.page)).toContainText(vi("floor.yours"));
    // Nothing below the word moves when it comes, on a phone either.
    expect(await height()).toBe(before);
    for (const size of ["tablet", "portrait", "phone"] as const) {
      await guest.page.setViewportSize(sizes[size]);
      await look(guest.page, `floor-guest-speaking-${size}`, { held: true });
    }
    await guest.page.setViewportSize(sizes.tablet);
    await expect(dat.page.getByRole("article")).toContainText(`${GUEST}${vi("floor.speaking")}`);
    await button(guest.page, vi("floor.end")).click();
    await expect(chair.page.getByText(vi("floor.nobody"))).toBeVisible();
    await expect(async () => {
      await button(guest.page, vi("floor.ask")).click({ timeout: 2_000 });
      await expect(asked(guest.page, 1)).toBeVisible({ timeout: 2_000 });
    }).toPass();
  });

  await test.step("when the item is over, so are queue, place and button", async () => {
    await go(next);
    await expect(room.told(guest.page)).toContainText(vi("room.strip.guestThanks"));
    await expect(asked(guest.page, 1)).toHaveCount(0);
    await nothing();
    await expect(chair.page.getByText(vi("floor.noRequest"))).toBeVisible();
    await look(guest.page, "floor-guest-over", { held: true });
  });
  for (const { watched } of [guest, dat, chair]) watched.clean();
});

test("one speaks and six wait: the console and the wall, in both languages", async ({ browser }) => {
  test.setTimeout(240_000);
  const hall = { server, meeting };
  const waiting: Login[] = ["khai.pd", "diep.ht", "bach.nx", "nhan.btt", "ha.ntm", "thuoc.cv"];
  const page = await openBrowser(browser, sizes.tablet);
  for (const login of ["dat.vt", ...waiting] as const) {
    await page.context().clearCookies();
    await signIn(page, server, login, "/room");
    await ask(page, "POST", `/api/meetings/${meeting}/attendance`, {});
    const { agenda } = await view(page);
    await ask(page, "PUT", `/api/meetings/${meeting}/floor/request`, { item_id: agenda.current });
  }
  await page.context().close();
  const chair = await seats.preside(browser, hall);
  await invite(chair.page, DAT).click();
  await expect(chair.page.getByText(vi("floor.more", { count: 4 }))).toBeVisible();
  await chair.page.context().close();
  for (const language of ["vi", "en"] as const) {
    const { page: console, watched, t } = await seats.preside(browser, hall, language);
    await expect(console.getByText(t("floor.speaking")).first()).toBeVisible();
    for (const size of ["tablet", "smallTablet", "portrait", "phone"] as const) {
      await console.setViewportSize(sizes[size]);
      await look(console, `crowd-console-${size}-${language}`, { held: true });
    }
    await console.setViewportSize(sizes.tablet);
    await button(console, t("floor.more", { count: 4 })).click();
    for (const size of ["tablet", "phone"] as const) {
      await console.setViewportSize(sizes[size]);
      await look(console, `crowd-sheet-${size}-${language}`, { held: true });
    }
    watched.clean();
    await console.context().close();
    const wall = await openBrowser(browser, sizes.wall, language);
    await signIn(wall, server, "manhinh", "/wall", language);
    await expect(wall.getByRole("main")).toContainText(t("floor.wallWaiting", { count: 6 }));
    await look(wall, `crowd-wall-${language}`);
    await wall.context().close();
    const seat = await seats.sit(browser, hall, "ha.ntm", sizes.tablet, language);
    await expect(button(seat.page, seat.t("floor.asked", { place: 5 }))).toBeVisible();
    for (const size of ["tablet", "portrait", "phone"] as const) {
      await seat.page.setViewportSize(sizes[size]);
      await look(seat.page, `crowd-seat-${size}-${language}`, { held: true });
    }
    await seat.page.context().close();
  }
});
