// The pack is searched on the tablet as on the server: the same hits in the same order, narrowed down alike, with the network cut.
import { expect, type Page, test } from "@playwright/test";
import { ask, leaveAll, openBrowser, signIn, sizes, todaysMeeting } from "./house";
import { look } from "./look";
import { Server } from "./server";
import { pair, Tablet } from "./tablet";
import { vi } from "./words";

const OWNER = "Nguyễn Thị Minh Hà";
const LONG = { timeout: 60_000 };

let server: Server;
let tablet: Tablet;
let desk: Page;
test.beforeEach(async ({ browser }) => {
  server = await Server.start();
  tablet = await Tablet.buy(sizes.tablet);
  desk = await openBrowser(browser, sizes.desk);
  await signIn(desk, server, "thuky", "/desk");
});
test.afterEach(leaveAll);
test.afterEach(async () => {
  await tablet.throwAway();
  await server.stop();
});

interface Paper {
  title: string;
  unit?: string;
  revision: number;
}

test("what is found, in which order, and what narrows it down are the same without network", async () => {
  test.setTimeout(300_000);
  const meeting = await todaysMeeting(desk);
  const papers = async () =>
    Object.entries(
      (
        await ask<{ view: { papers: Record<string, Paper> } }>(
          desk,
          "GET",
          `/api/meetings/${meeting}?door=desk`,
        )
      ).view.papers,
    );
  const all = await papers();
  // What is not read yet when the pack comes is brought with the next visit: here all of it is read before.
  for (const [id] of all) {
    const state = async () =>
      (await ask<{ state: string }>(desk, "GET", `/api/meetings/${meeting}/papers/${id}/facts`)).state;
    await expect.poll(state, { timeout: 120_000 }).toBe("done");
  }
  // As the secretariat files them.
  for (const [id, filing] of all.slice(0, 3).map(([id], place) => [id, place] as const)) {
    const { revision } = Object.fromEntries(await papers())[id] as Paper;
    await ask(desk, "PATCH", `/api/meetings/${meeting}/papers/${id}`, {
      revision,
      type_code: "BC",
      ...(filing === 0 && { issued_on: "2025-03-04" }),
    });
  }
  const unit = all.map(([, { unit }]) => unit).find(Boolean) ?? "";
  expect(unit).not.toBe("");

  let page = await tablet.on();
  await pair(page, desk, server, OWNER);
  await page.goto(`${server.url}/room/meetings/${meeting}`);
  await page.getByRole("button", { name: vi("pack.begin") }).click();
  await expect(page.getByText(vi("pack.readable"))).toBeVisible(LONG);
  await page.goto(`${server.url}/room`);
  await expect(page.getByText(vi("pack.readable"))).toBeVisible(LONG);
  await page.evaluate(() => navigator.serviceWorker.ready);

  const questions = [
    "q=đầu tư công",
    "q=dau tu cong",
    "q=kinh te&type=BC",
    "q=chương trình&year=2025",
    `q=báo cáo&unit=${unit}`,
    'q="đầu tư công trung hạn"',
    "q=2026",
    "q=nông th",
    "q=không có từ nào như thế",
  ];
  /** What stands on the screen: papers and pages as they lead there, and how many are counted. */
  const found = async (question: string) => {
    await page.goto(`${server.url}/room/search?meeting=${meeting}&within=${meeting}&${encodeURI(question)}`);
    const results = page.getByRole("region", { name: vi("search.results") });
    const none = page.getByText(/^Không thấy tài liệu nào/);
    await expect(results.or(none).first()).toBeVisible(LONG);
    const more = page.getByRole("button", { name: vi("search.more") });
    if (await more.isVisible()) {
      await more.click();
      await expect(results.getByRole("listitem").nth(20)).toBeVisible(LONG);
    }
    const hits = results.getByRole("listitem");
    const count = (await results.isVisible()) ? await results.getByRole("status").textContent() : "";
    const links = await hits
      .getByRole("link")
      .evaluateAll((links) => links.map((a) => a.getAttribute("href")));
    return [count, ...links];
  };
  const online: Record<string, (string | null)[]> = {};
  for (const question of questions) {
    online[question] = await found(question);
    await expect(page.getByText(vi("search.kept"))).toHaveCount(0);
  }
  // The questions are worth asking: most find something, the second page of one is looked at, and each filter leaves something out.
  expect(online[questions[0] ?? ""]?.length).toBeGreaterThan(21);
  for (const question of questions.slice(0, -1))
    expect(online[question]?.length, question).toBeGreaterThan(1);
  await tablet.off();
  await server.kill9();

  page = await tablet.on();
  await page.context().setOffline(true);
  for (const question of questions) {
    expect(await found(question), question).toEqual(online[question]);
    await expect(page.getByText(vi("search.kept"))).toBeVisible();
  }
  await test.step("types are offered by their names, and what was chosen narrows the answer", async () => {
    await found("q=kinh te");
    await page.getByRole("combobox", { name: vi("search.filter.type") }).click();
    await page.getByRole("option", { name: /\(BC\)$/ }).click();
    await expect(page).toHaveURL(/type=BC/);
    const links = page.getByRole("region", { name: vi("search.results") }).getByRole("link");
    await expect(links).toHaveCount((online["q=kinh te&type=BC"] ?? []).length - 1, LONG);
    await look(page, "find-kept", { held: true });
    for (const size of ["portrait", "phone"] as const) {
      await page.setViewportSize(sizes[size]);
      await look(page, `find-kept-${size}`, { held: true });
    }
  });
});
