// Every screen, at the sizes and in the languages it is read: usable by all, quiet in the console, nothing cut off.
import { type Browser, expect, type Locator, type Page, test } from "@playwright/test";
import { ask, type Login, leaveAll, openBrowser, type Size, signIn, sizes, todaysMeeting } from "./house";
import { look as lookAt, reflows, settled } from "./look";
import * as reader from "./reader";
import { Server } from "./server";
import { type Watch, watch } from "./watch";
import { type Language, words } from "./words";

/** The sizes of what attendees hold in their hands. */
const HELD: (keyof typeof sizes)[] = ["tablet", "portrait", "phone"];
const LANGUAGES: Language[] = ["vi", "en"];

const ITEM = "Tình hình kinh tế – xã hội";
const PAPER = "Báo cáo kinh tế – xã hội";
const FIRST_PAGE = /^(Trang|Page) 1 /;

let server: Server;
let meeting: string;
test.beforeAll(async ({ browser }) => {
  server = await Server.start();
  const page = await openBrowser(browser, sizes.desk);
  await signIn(page, server, "thuky");
  meeting = await todaysMeeting(page);
  await page.context().close();
});
test.afterEach(leaveAll);
test.afterAll(() => server.stop());

interface Seat {
  page: Page;
  language: Language;
  t: (typeof words)[Language];
  watched: Watch;
}

/** A browser with somebody signed in, or nobody. */
async function sit(browser: Browser, language: Language, login?: Login): Promise<Seat> {
  const page = await openBrowser(browser, sizes.tablet, language);
  const watched = await watch(page);
  if (login) await signIn(page, server, login, "/", language);
  return { page, language, t: words[language], watched };
}

async function go({ page }: Seat, path: string) {
  await page.goto(`${server.url}${path}`);
}

/** Looks at the screen that is open, at each of the sizes; what is held in a hand, also enlarged to 400 %. */
async function look({ page, language }: Seat, name: string, at: (keyof typeof sizes)[]) {
  for (const size of at) {
    await test.step(`${name}, ${size}, ${language}`, async () => {
      const viewport: Size = sizes[size];
      // A row half under the desk's foot is not too small a target: there, everything is laid out in full.
      const height = size === "desk" ? 2 * viewport.height : viewport.height;
      await page.setViewportSize({ ...viewport, height });
      await lookAt(page, `${name}-${size}-${language}`, { held: at === HELD });
    });
  }
  // The wall hangs there for a whole room: nobody enlarges it.
  if (!at.includes("wall"))
    await test.step(`${name}, at 400 %, ${language}`, () => reflows(page, `${name}-${language}`));
  await page.setViewportSize(sizes[at[0] ?? "tablet"]);
  await settled(page);
}

async function enterPin(page: Page, label: string, pin: string) {
  const pad = page.getByRole("group", { name: label });
  await expect(pad).toBeVisible();
  for (const digit of pin) await pad.getByRole("button", { name: digit, exact: true }).click();
}

async function leave({ page, watched }: Seat) {
  await page.context().close();
  watched.clean();
}

for (const language of LANGUAGES) {
  test(`the front door, in ${language}`, async ({ browser }) => {
    const seat = await sit(browser, language);
    const { page, t } = seat;
    await go(seat, "/signin");
    await expect(page.getByLabel(t("signin.password"))).toBeVisible();
    await look(seat, "signin", HELD);
    await go(seat, "/pair#no-such-code");
    await expect(page.getByRole("alert")).toBeVisible();
    await look(seat, "pair-over", HELD);

    const desk = await sit(browser, language, "thuky");
    const { people } = await ask<{ people: { person_id: string; name: string }[] }>(
      desk.page,
      "GET",
      "/api/people",
    );
    const person_id = people.find(({ name }) => name === "Nguyễn Thị Minh Hà")?.person_id;
    const { code } = await ask<{ code: string }>(desk.page, "POST", "/api/pairings", { person_id });
    await leave(desk);
    // Only the part behind the # would be new: the page has to be opened anew.
    await go(seat, "/signin");
    await go(seat, `/pair#${code}`);
    await enterPin(page, t("signin.choosePin"), "123456");
    await expect(page.getByRole("alert")).toContainText(t("signin.pinTooSimple"));
    await look(seat, "pair", HELD);
    await enterPin(page, t("signin.choosePin"), "274951");
    await enterPin(page, t("signin.repeatPin"), "274951");
    await expect(page.getByRole("link", { name: t("room.home.enter") })).toBeVisible();
    await page.evaluate(() => fetch("/api/session", { method: "DELETE" }));
    await go(seat, "/room");
    await enterPin(page, t("signin.pin"), "999111");
    await expect(page.getByRole("alert")).toBeVisible();
    await look(seat, "pin", HELD);
    await leave(seat);
  });

  test(`the desk, in ${language}`, async ({ browser }) => {
    const seat = await sit(browser, language, "thuky");
    const { page, t } = seat;
    await go(seat, "/desk");
    await expect(page.getByRole("link", { name: /2026|thường kỳ/ }).first()).toBeVisible();
    await look(seat, "desk-calendar", ["desk"]);
    const tabs = page.getByRole("navigation", { name: t("desk.tabs.label") });
    await go(seat, `/desk/meetings/${meeting}`);
    for (const tab of ["agenda", "attendees", "papers", "journal"] as const) {
      await tabs.getByRole("link", { name: t(`desk.tabs.${tab}`) }).click();
      await expect(tabs.locator("[aria-current=page]")).toContainText(t(`desk.tabs.${tab}`));
      await expect(page.getByRole("table")).toBeVisible();
      await look(seat, `desk-${tab}`, ["desk"]);
    }
    await go(seat, `/desk/meetings/${meeting}?tab=papers`);
    await page
      .getByRole("link", { name: new RegExp(PAPER) })
      .first()
      .click();
    await expect(page.getByRole("region", { name: t("papers.filing.title") })).toBeVisible();
    await look(seat, "desk-paper", ["desk", "smallTablet", "phone"]);
    await go(seat, "/desk/search?q=dau+tu+cong");
    await expect(page.getByRole("region", { name: t("search.results") })).toBeVisible();
    await look(seat, "desk-search", ["desk", "phone"]);
    await go(seat, "/desk/devices");
    await expect(page.getByRole("heading", { name: t("desk.devices.heading") })).toBeVisible();
    await look(seat, "desk-devices", ["desk"]);
    await leave(seat);
  });

  test(`the room before the opening, in ${language}`, async ({ browser }) => {
    const seat = await sit(browser, language, "ha.ntm");
    const { page, t } = seat;
    await go(seat, "/room");
    await expect(page.getByRole("link", { name: t("room.home.enter") })).toBeVisible();
    await look(seat, "room-home", HELD);
    await go(seat, "/room/search?q=dau+tu+cong");
    await expect(page.getByRole("region", { name: t("search.results") })).toBeVisible();
    await look(seat, "room-search", HELD);
    await go(seat, `/room/meetings/${meeting}`);
    await expect(page.getByRole("button", { name: t("room.checkIn") })).toBeVisible();
    await look(seat, "room-lobby", HELD);
    await look(seat, "room-lobby-low", ["lowTablet"]);
    await leave(seat);
  });

  test(`chair and wall before the opening, in ${language}`, async ({ browser }) => {
    const wall = await sit(browser, language, "manhinh");
    await go(wall, "/wall");
    await expect(wall.page.getByText(wall.t("wall.facts.opening"))).toBeVisible();
    await look(wall, "wall-welcome", ["wall"]);
    await leave(wall);
    const chair = await sit(browser, language, "chutich");
    await go(chair, "/chair");
    await expect(chair.page.getByRole("button", { name: chair.t("chair.before.open") })).toBeVisible();
    await look(chair, "chair-before", ["tablet"]);
    await leave(chair);
  });
}

test.describe("during the session", () => {
  test.beforeAll(async ({ browser }) => {
    const page = await openBrowser(browser, sizes.desk);
    await signIn(page, server, "chutich");
    await ask(page, "POST", `/api/meetings/${meeting}/session/open`, {});
    await ask(page, "POST", `/api/meetings/${meeting}/session/advance`, { to: "next" });
    await page.context().close();
  });

  for (const language of LANGUAGES) {
    test(`the room during the session, in ${language}`, async ({ browser }) => {
      const seat = await sit(browser, language, "ha.ntm");
      const { page } = seat;
      await go(seat, `/room/meetings/${meeting}`);
      await expect(page.getByRole("article").getByRole("heading", { level: 1 })).toContainText(ITEM);
      await look(seat, "room-session", HELD);
      if (language === "vi") {
        await page.setViewportSize(sizes.tablet);
        await expect(page.locator("body")).toMatchAriaSnapshot({ name: "room-session.aria.yml" });
      }
      await page.getByRole("link", { name: PAPER }).click();
      await reader.expectPainted(page.getByRole("group", { name: FIRST_PAGE }));
      await look(seat, "reader", HELD);
      await leave(seat);
    });

    test(`writing on a paper, and what was written, in ${language}`, async ({ browser }) => {
      test.setTimeout(300_000);
      const seat = await sit(browser, language, "ha.ntm");
      const { page, t } = seat;
      const button = (name: string) => page.getByRole("button", { name, exact: true });
      await go(seat, `/room/meetings/${meeting}`);
      await page.getByRole("link", { name: PAPER }).click();
      await reader.expectPainted(page.getByRole("group", { name: FIRST_PAGE }));
      await button(t("notes.write")).click();
      await look(seat, "hand", HELD);
      await button(t("notes.note")).click();
      await look(seat, "hand-note", HELD);
      await button(t("notes.hint.noteHere")).click();
      const words = `Đề nghị làm rõ căn cứ điều chỉnh của 31 dự án chậm giải ngân (${language})`;
      await page.getByLabel(t("notes.dialog.label")).fill(words);
      await look(seat, "hand-dialog", HELD);
      await button(t("notes.dialog.save")).click();
      await button(t("notes.noteOn", { text: words })).click();
      await look(seat, "hand-old", HELD);
      await button(t("notes.dialog.share")).click();
      await look(seat, "hand-share", HELD);
      await page.getByRole("radio", { name: t("notes.share.secretariat") }).check();
      await button(t("notes.share.send")).click();
      await button(t("notes.share.close")).click();
      await page.getByRole("button", { name: t("notes.remarks.list") }).click();
      await look(seat, "hand-remarks", HELD);
      await page.keyboard.press("Escape");
      await page.getByRole("link", { name: t("notes.mine") }).click();
      await expect(page.getByRole("link", { name: /31 dự án/ })).toBeVisible();
      await look(seat, "hand-list", HELD);
      await leave(seat);
    });

    test(`following the chair through a paper, in ${language}`, async ({ browser }) => {
      test.setTimeout(300_000);
      const chair = await sit(browser, language, "chutich");
      const seat = await sit(browser, language, "dat.vt");
      const { page, t } = seat;
      await go(seat, `/room/meetings/${meeting}`);
      await go(chair, `/room/meetings/${meeting}`);
      await chair.page.getByRole("link", { name: PAPER }).click();
      await reader.expectPainted(chair.page.getByRole("group", { name: FIRST_PAGE }));
      await chair.page.getByRole("button", { name: t("follow.lead") }).click();
      await look(chair, "lead-who", HELD);
      await chair.page.getByRole("button", { name: t("follow.self") }).click();
      const stop = chair.page.getByRole("button", { name: new RegExp(`^${t("follow.stop")}`) });
      await expect(stop).toBeVisible();
      await look(chair, "lead-leading", HELD);
      const follow = page.getByRole("button", { name: t("follow.chair") });
      await expect(follow.first()).toBeVisible();
      await look(seat, "lead-offered", HELD);
      await follow.last().click();
      await reader.expectPainted(page.getByRole("group", { name: FIRST_PAGE }));
      await look(seat, "lead-following", ["tablet"]);
      await page.getByRole("region", { name: t("reader.pages") }).evaluate((pages) => pages.scrollBy(0, 400));
      await expect(follow).toBeVisible();
      await look(seat, "lead-free", HELD);
      await stop.click();
      await expect(stop).toHaveCount(0);
      await leave(seat);
      await leave(chair);
    });

    test(`a tablet for the left hand, in ${language}`, async ({ browser }) => {
      const seat = await sit(browser, language, "dat.vt");
      const { page, t } = seat;
      await page.addInitScript(() =>
        localStorage.setItem("nghisu.choices", JSON.stringify({ hand: "left" })),
      );
      const edge = async (one: Locator) => {
        const box = await one.boundingBox();
        return box ? box.x + box.width / 2 : Number.NaN;
      };
      const middle = sizes.tablet.width / 2;
      await go(seat, `/room/meetings/${meeting}`);
      const primary = page.getByRole("button", { name: t("room.openPaper") });
      await expect(primary).toBeVisible();
      expect(await edge(primary)).toBeLessThan(middle);
      expect(await edge(page.getByRole("navigation", { name: t("room.rail.title") }))).toBeGreaterThan(
        middle,
      );
      await look(seat, "left-session", HELD);
      await primary.click();
      await reader.expectPainted(page.getByRole("group", { name: FIRST_PAGE }));
      const tools = page.getByRole("region", { name: t("reader.tools") });
      expect(await edge(tools)).toBeGreaterThan(middle);
      await tools.getByRole("button", { name: t("reader.contents.tool") }).click();
      const panel = page.getByRole("region", { name: t("reader.contents.title") });
      expect(await edge(panel)).toBeGreaterThan(middle);
      expect(await edge(panel)).toBeLessThan(await edge(tools));
      await look(seat, "left-reader", HELD);
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: t("notes.write"), exact: true }).click();
      expect(await edge(page.getByRole("region", { name: t("notes.tools") }))).toBeGreaterThan(middle);
      await leave(seat);
    });

    test(`a guest waiting, and a tablet without network, in ${language}`, async ({ browser }) => {
      test.setTimeout(300_000);
      const guest = await sit(browser, language, "nghia.hs");
      await go(guest, `/room/meetings/${meeting}`);
      await expect(guest.page.getByText(guest.t("room.strip.guestWait"))).toBeVisible();
      await look(guest, "guest", HELD);
      await go(guest, `/room/meetings/${meeting}/papers/none-of-theirs`);
      await expect(guest.page.getByText(guest.t("reader.none"))).toBeVisible();
      await look(guest, "guest-paper", HELD);
      await leave(guest);

      const reading = await sit(browser, language, "ha.ntm");
      await go(reading, `/room/meetings/${meeting}`);
      await reading.page.getByRole("link", { name: PAPER }).click();
      await reader.expectPainted(reading.page.getByRole("group", { name: FIRST_PAGE }));
      const seat = await sit(browser, language, "dat.vt");
      const { page, t } = seat;
      await go(seat, `/room/meetings/${meeting}`);
      await expect(page.getByRole("article")).toBeVisible();
      for (const one of [page, reading.page]) await one.context().setOffline(true);
      await expect(page.getByText(t("room.strip.cutDetail"))).toBeVisible({ timeout: 30_000 });
      await look(seat, "cut-session", HELD);
      await page.getByRole("button", { name: t("service.title") }).click();
      await look(seat, "cut-service", HELD);
      await expect(reading.page.getByText(t("reader.strip.offlineDetail"))).toBeVisible({ timeout: 30_000 });
      await look(reading, "cut-reader", HELD);
      await leave(seat);
      await leave(reading);
    });

    test(`chair and wall during the session, in ${language}`, async ({ browser }) => {
      const wall = await sit(browser, language, "manhinh");
      await go(wall, "/wall");
      await expect(wall.page.getByText(wall.t("wall.facts.left"))).toBeVisible();
      await look(wall, "wall-item", ["wall"]);
      await leave(wall);
      const chair = await sit(browser, language, "chutich");
      await go(chair, "/chair");
      await expect(chair.page.getByRole("button", { name: chair.t("chair.bar.next") })).toBeVisible();
      await look(chair, "chair-console", ["tablet"]);
      if (language === "vi") {
        await expect(chair.page.locator("body")).toMatchAriaSnapshot({ name: "chair-console.aria.yml" });
      }
      await leave(chair);
    });
  }
});

test.describe("after the end", () => {
  test.beforeAll(async ({ browser }) => {
    const page = await openBrowser(browser, sizes.desk);
    await signIn(page, server, "chutich");
    await ask(page, "POST", `/api/meetings/${meeting}/session/close`, {});
    await page.context().close();
  });

  for (const language of LANGUAGES) {
    test(`what is left of a meeting, in ${language}`, async ({ browser }) => {
      const seat = await sit(browser, language, "ha.ntm");
      const { page, t } = seat;
      await go(seat, `/room/meetings/${meeting}`);
      await expect(page.getByRole("heading", { name: t("room.after.title") })).toBeVisible();
      await look(seat, "room-after", HELD);
      await go(seat, "/room");
      await expect(page.getByText(t("room.home.nothingAhead"))).toBeVisible();
      await look(seat, "room-home-after", HELD);
      await leave(seat);
      const chair = await sit(browser, language, "chutich");
      await go(chair, `/chair/meetings/${meeting}`);
      await expect(chair.page.getByRole("heading", { name: t("chair.summary.title") })).toBeVisible();
      await look(chair, "chair-after", ["tablet"]);
      await leave(chair);
    });
  }
});
