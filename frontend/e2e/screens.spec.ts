// Every screen, at the sizes and in the languages it is read: usable by all, quiet in the console, nothing cut off.
import AxeBuilder from "@axe-core/playwright";
import { type Browser, expect, type Page, test } from "@playwright/test";
import { ask, type Login, leaveAll, openBrowser, type Size, signIn, sizes, todaysMeeting } from "./house";
import * as reader from "./reader";
import { Server } from "./server";
import { type Watch, watch } from "./watch";
import { type Language, words } from "./words";

const RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];
/** The sizes of what attendees hold in their hands. */
const HELD: (keyof typeof sizes)[] = ["tablet", "portrait", "phone"];
const LANGUAGES: Language[] = ["vi", "en"];

const ITEM = "Tình hình kinh tế – xã hội";
const PAPER = "Báo cáo kinh tế – xã hội";

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

/** Looks at the screen that is open, at each of the sizes. */
async function look({ page, language }: Seat, name: string, at: (keyof typeof sizes)[]) {
  for (const size of at) {
    await test.step(`${name}, ${size}, ${language}`, async () => {
      const viewport: Size = sizes[size];
      await page.setViewportSize(viewport);
      await settled(page);
      await page.screenshot({ path: `test-results/screens/${name}-${size}-${language}.png` });
      // A row half under the desk's foot is not too small a target: there, everything is laid out in full.
      if (size === "desk") await page.setViewportSize({ ...viewport, height: 2 * viewport.height });
      // Legacy mode opens no second page for its report; it is meant for pages without frames, as ours are.
      const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(RULES).analyze();
      const told = violations.map(({ id, help, nodes }) => ({ id, help, at: nodes.map(({ html }) => html) }));
      expect.soft(told, `axe: ${name}, ${size}, ${language}`).toEqual([]);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect.soft(width, `width: ${name}, ${size}, ${language}`).toBeLessThanOrEqual(viewport.width);
    });
  }
}

/** Fonts there, nothing loading, nothing moving. */
async function settled(page: Page) {
  await expect(page.getByText(/^(Đang tải…|Loading…)$/)).toHaveCount(0);
  await page.evaluate(async () => {
    await document.fonts.ready;
    await Promise.allSettled(document.getAnimations().map((animation) => animation.finished));
  });
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
    await look(seat, "pair", HELD);
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
      await reader.expectPainted(page.getByRole("group", { name: /^(Trang|Page) 1 / }));
      await look(seat, "reader", HELD);
      await leave(seat);
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
