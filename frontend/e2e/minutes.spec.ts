// The draft of the minutes, from a button at desk and console to a Word file that tells the session with the tablets' page numbers.
import { readFile } from "node:fs/promises";
import { expect, type Page, test } from "@playwright/test";
import { ask, leaveAll, openBrowser, type Size, signIn, sizes, todaysMeeting } from "./house";
import { look } from "./look";
import { Server } from "./server";
import { paragraphs } from "./word";
import { type Language, words } from "./words";

let server: Server;
let meeting: string;
test.beforeAll(async () => {
  server = await Server.start();
});
test.afterEach(leaveAll);
test.afterAll(() => server.stop());

interface Desk {
  agenda: { order: string[]; items: Record<string, { title: string; papers: string[] }> };
  papers: Record<string, { title: string; symbol: string; pages: number; pack_page: number }>;
}

const button = (page: Page, language: Language) =>
  page.getByRole("button", { name: words[language]("minutes.save") });

async function saved(page: Page, language: Language): Promise<string[]> {
  const [download] = await Promise.all([page.waitForEvent("download"), button(page, language).click()]);
  expect(download.suggestedFilename()).toMatch(/^Phiên họp UBND tỉnh .* - dự thảo biên bản\.docx$/);
  return paragraphs(await readFile(await download.path()));
}

async function sit(
  browser: Parameters<typeof openBrowser>[0],
  login: "thuky" | "chutich",
  at: string,
  size: Size,
  language: Language,
) {
  const page = await openBrowser(browser, size, language);
  await signIn(page, server, login, at, language);
  return page;
}

test("before the opening the desk says when there will be minutes", async ({ browser }) => {
  const page = await sit(browser, "thuky", "/desk", sizes.desk, "vi");
  meeting = await todaysMeeting(page);
  await page.goto(`${server.url}/desk/meetings/${meeting}?tab=journal`);
  await expect(button(page, "vi")).toBeDisabled();
  await expect(page.getByText(words.vi("minutes.notYet"))).toBeVisible();
});

test("the desk saves the draft while the meeting sits, and after", async ({ browser }) => {
  const chair = await sit(browser, "chutich", "/chair", sizes.tablet, "vi");
  const act = (what: string, body: object = {}) =>
    ask(chair, "POST", `/api/meetings/${meeting}/${what}`, body);
  await act("attendance");
  await act("session/open");
  await act("session/advance", { to: "next" });

  const page = await sit(browser, "thuky", `/desk/meetings/${meeting}?tab=journal`, sizes.desk, "vi");
  await expect(button(page, "vi")).toBeEnabled();
  const running = await saved(page, "vi");
  expect(running).toContain("Dự thảo này được lập khi cuộc họp chưa kết thúc.");

  await act("session/close");
  await page.goto(`${server.url}/desk/meetings/${meeting}`);
  await expect(button(page, "vi")).toHaveCount(1);
  const told = await saved(page, "vi");
  expect(told).toContain("BIÊN BẢN");
  expect(told.some((line) => /^Cuộc họp kết thúc vào \d+ giờ \d\d, ngày/.test(line))).toBe(true);
  const { view } = await ask<{ view: Desk }>(page, "GET", `/api/meetings/${meeting}?door=desk`);
  let compared = 0;
  for (const id of view.agenda.order.slice(0, 2)) {
    for (const paper of (view.agenda.items[id]?.papers ?? []).map((one) => view.papers[one])) {
      if (!paper) continue;
      const pages = `${paper.pack_page}–${paper.pack_page + paper.pages - 1}`;
      const line = `- ${paper.title} (số ${paper.symbol}), trang ${pages} của bộ tài liệu`;
      expect(
        told.some((paragraph) => paragraph.startsWith(line)),
        line,
      ).toBe(true);
      compared += 1;
    }
  }
  expect(compared).toBe(3);
});

for (const language of ["vi", "en"] as const) {
  test(`desk and console offer it after the end, in ${language}`, async ({ browser }) => {
    test.setTimeout(240_000);
    const desk = await sit(browser, "thuky", `/desk/meetings/${meeting}`, sizes.desk, language);
    await expect(button(desk, language)).toBeVisible();
    await look(desk, `minutes-desk-${language}`);
    await desk.goto(`${server.url}/desk/meetings/${meeting}?tab=journal`);
    await expect(button(desk, language)).toHaveCount(1);
    await look(desk, `minutes-journal-${language}`);
    for (const [name, size] of Object.entries({
      tablet: sizes.tablet,
      portrait: sizes.portrait,
      phone: sizes.phone,
    })) {
      const chair = await sit(browser, "chutich", `/chair/meetings/${meeting}`, size, language);
      await expect(button(chair, language)).toBeVisible();
      await look(chair, `minutes-console-${name}-${language}`, { held: true });
      // An official paper: in Vietnamese, whatever its reader's language.
      expect(await saved(chair, language)).toContain("BIÊN BẢN");
      await chair.context().close();
    }
  });
}

test("what goes wrong is told beside the button", async ({ browser }) => {
  const page = await sit(browser, "thuky", `/desk/meetings/${meeting}?tab=journal`, sizes.desk, "vi");
  await expect(button(page, "vi")).toBeEnabled();
  await page.context().setOffline(true);
  await button(page, "vi").click();
  await expect(page.getByRole("alert")).toContainText(words.vi("common.unreachableDetail"));
});
