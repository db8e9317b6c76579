// The room's one page: what is new, who is here, calling for service until it is received, and a tablet made to fit its person.
import { type Browser, expect, type Page, test } from "@playwright/test";
import { ask, type Login, leaveAll, openBrowser, type Size, signIn, sizes, todaysMeeting } from "./house";
import { look, reflows } from "./look";
import { Server } from "./server";
import { watch } from "./watch";
import { type Language, words } from "./words";

let server: Server;
let meeting: string;
test.beforeAll(async ({ browser }) => {
  server = await Server.start();
  const page = await openBrowser(browser, sizes.desk);
  await signIn(page, server, "chutich");
  meeting = await todaysMeeting(page);
  await ask(page, "POST", `/api/meetings/${meeting}/session/open`, {});
  await ask(page, "POST", `/api/meetings/${meeting}/session/advance`, { to: "next" });
  await page.context().close();
});
test.afterEach(leaveAll);
test.afterAll(() => server.stop());

async function sit(browser: Browser, login: Login, size: Size, to: string, language: Language = "vi") {
  const page = await openBrowser(browser, size, language);
  const watched = await watch(page);
  await page.addInitScript(() => {
    const locks = { taken: 0, held: 0 };
    Object.assign(window, { locks });
    Object.defineProperty(navigator, "wakeLock", {
      value: {
        async request() {
          locks.taken += 1;
          locks.held += 1;
          return {
            released: false,
            async release() {
              this.released = true;
              locks.held -= 1;
            },
          };
        },
      },
    });
  });
  await signIn(page, server, login, to, language);
  return { page, watched, t: words[language] };
}

const locks = (page: Page) =>
  page.evaluate(() => (window as unknown as { locks: { taken: number; held: number } }).locks);

test("what is new since one last looked, and who is here", async ({ browser }) => {
  const desk = await sit(browser, "thuky", sizes.desk, "/desk");
  const tablet = await sit(browser, "ha.ntm", sizes.tablet, `/room/meetings/${meeting}`);
  const { page, t } = tablet;
  await expect(page.getByRole("button", { name: t("room.news.title") })).toBeVisible();
  const added = {
    kind: "matter",
    title: "Nội dung bổ sung về phòng chống thiên tai",
    short_title: "Phòng chống thiên tai",
    planned_minutes: 10,
  };
  await ask(desk.page, "POST", `/api/meetings/${meeting}/agenda`, added);
  const news = page.getByRole("button", { name: t("room.news.count", { count: 1 }) });
  await expect(news).toBeVisible();
  // It is still new after a reload: nobody has looked.
  await page.reload();
  await news.click();
  await expect(page.getByRole("dialog")).toContainText(added.short_title);
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /thiên tai/ })
    .click();
  await expect(page.getByRole("article").getByRole("heading", { level: 1 })).toContainText("thiên tai");
  await expect(page.getByRole("button", { name: t("room.news.title") })).toBeVisible();

  await page.getByRole("button", { name: t("room.checkIn") }).click();
  const present = page.getByRole("button", { name: /^Có mặt 1\// });
  await present.click();
  const mine = page.getByRole("dialog").getByRole("listitem").filter({ hasText: "Nguyễn Thị Minh Hà" });
  await expect(mine).toContainText("B3");
  await expect(mine).toContainText(t("room.present.since", { time: "" }).trim());
  for (const { watched } of [desk, tablet]) watched.clean();
});

test("a glass of water: asked for once, seen at the desk with the seat, received, done", async ({
  browser,
}) => {
  const desk = await sit(browser, "thuky", sizes.desk, "/desk");
  const { page, t, watched } = await sit(browser, "dat.vt", sizes.portrait, `/room/meetings/${meeting}`);
  const calls = desk.page.getByRole("region", { name: t("service.desk.label") });
  await expect(calls).toBeHidden();
  await page.getByRole("button", { name: t("service.title") }).click();
  const sheet = page.getByRole("dialog");
  await sheet.getByRole("button", { name: t("service.kind.water") }).click();
  await expect(sheet).toContainText(t("service.called", { time: "" }).trim());
  await sheet.getByRole("button", { name: t("service.kind.technician") }).click();
  await expect(sheet.getByRole("button", { name: t("service.withdraw") })).toHaveCount(2);

  await expect(calls).toContainText("A6");
  await expect(calls).toContainText("Vũ Tiến Đạt");
  await expect(calls.getByRole("listitem")).toHaveCount(2);
  await desk.page.screenshot({ path: "test-results/screens/desk-calls.png" });
  await calls
    .getByRole("button", { name: new RegExp(`^${t("service.desk.receive")}: ${t("service.kind.water")}`) })
    .click();
  await expect(sheet).toContainText(t("service.received", { time: "" }).trim());
  await sheet
    .getByRole("button", { name: t("service.withdraw") })
    .last()
    .click();
  await expect(calls.getByRole("listitem")).toHaveCount(1);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: t("service.coming") })).toBeVisible();
  // The power fails, and nothing is forgotten.
  await server.kill9();
  await server.run();
  await page.reload();
  await expect(page.getByRole("button", { name: t("service.coming") })).toBeVisible();
  await calls
    .getByRole("button", { name: new RegExp(`^${t("service.desk.done")}`) })
    .click({ timeout: 60_000 });
  await expect(calls).toBeHidden();
  await expect(page.getByRole("button", { name: t("service.title") })).toBeVisible({ timeout: 60_000 });
  for (const one of [desk.watched, watched]) one.clean();
});

test("the tablet fits its person: hand, type, screen; and stays lit only in session", async ({ browser }) => {
  const { page, t, watched } = await sit(browser, "ha.ntm", sizes.tablet, "/room");
  await expect(page.getByRole("link", { name: t("room.home.enter") })).toBeVisible();
  expect((await locks(page)).taken).toBe(0);
  await page.goto(`${server.url}/room/meetings/${meeting}`);
  await expect.poll(async () => (await locks(page)).held).toBe(1);
  const primary = page.getByRole("button", { name: t("room.openPaper") });
  const rail = page.getByRole("navigation", { name: t("room.rail.title") });
  const left = async (one: typeof primary) => (await one.boundingBox())?.x ?? Number.NaN;
  expect(await left(primary)).toBeGreaterThan(640);
  expect(await left(rail)).toBeLessThan(100);
  await page.getByRole("button", { name: t("comfort.title") }).click();
  const sheet = page.getByRole("dialog");
  await expect(sheet.getByRole("button", { name: t("comfort.full"), exact: true })).toBeVisible();
  await expect(sheet).toContainText(t("comfort.noVoice"));
  await sheet.getByRole("button", { name: t("comfort.left") }).click();
  await sheet.getByRole("button", { name: t("common.textSizeLargest") }).click();
  await sheet.getByRole("button", { name: t("comfort.asleep") }).click();
  await expect.poll(async () => (await locks(page)).held).toBe(0);
  await page.keyboard.press("Escape");
  expect(await left(primary)).toBeLessThan(100);
  expect(await left(rail)).toBeGreaterThan(640);
  const rem = () =>
    page.evaluate(() => Number.parseFloat(getComputedStyle(document.documentElement).fontSize));
  expect(await rem()).toBe(28);
  // Kept on this device.
  await page.reload();
  await expect(primary).toBeVisible();
  expect(await rem()).toBe(28);
  expect(await left(primary)).toBeLessThan(100);
  watched.clean();
});

for (const language of ["vi", "en"] as const) {
  test(`every sheet of the room is usable at every size, in ${language}`, async ({ browser }) => {
    test.setTimeout(300_000);
    const { page, t, watched } = await sit(
      browser,
      "thuoc.cv",
      sizes.tablet,
      `/room/meetings/${meeting}`,
      language,
    );
    await expect(page.getByRole("article")).toBeVisible();
    const sheets: [string, () => Promise<void>][] = [
      ["news", () => page.getByRole("button", { name: t("room.news.title") }).click()],
      [
        "present",
        () =>
          page
            .getByRole("button", { name: /\d+\/\d+$/ })
            .first()
            .click(),
      ],
      ["service", () => page.getByRole("button", { name: t("service.title") }).click()],
      ["settings", () => page.getByRole("button", { name: t("comfort.title") }).click()],
    ];
    for (const size of ["tablet", "portrait", "phone"] as const) {
      await page.setViewportSize(sizes[size]);
      for (const text of ["normal", "largest"] as const) {
        await page.evaluate((text) => localStorage.setItem("nghisu.text-size", text), text);
        await page.reload();
        await expect(page.getByRole("article")).toBeVisible();
        await look(page, `room-${size}-${text}-${language}`, { held: true });
        for (const [name, open] of sheets) {
          await open();
          await expect(page.getByRole("dialog")).toBeVisible();
          await look(page, `room-${name}-${size}-${text}-${language}`, { held: true });
          await page.keyboard.press("Escape");
          await expect(page.getByRole("dialog")).toBeHidden();
        }
      }
    }
    await page.evaluate(() => localStorage.setItem("nghisu.text-size", "normal"));
    await page.reload();
    await expect(page.getByRole("article")).toBeVisible();
    await reflows(page, `room-${language}`);
    for (const [name, open] of sheets) {
      await open();
      await expect(page.getByRole("dialog")).toBeVisible();
      await reflows(page, `room-${name}-${language}`);
      await page.keyboard.press("Escape");
      await expect(page.getByRole("dialog")).toBeHidden();
    }
    watched.clean();
  });
}
