// A house with a report made for reading: eight pages with links, columns, a picture, headings and a scan; and the reader open on it.
import { type Browser, expect, type Page } from "@playwright/test";
import { ask, openBrowser, type Size, signIn, sizes, todaysMeeting } from "./house";
import { report } from "./made";
import { Server } from "./server";
import { type Watch, watch } from "./watch";
import { type Language, vi, words } from "./words";

export const PAGES = 8;
export const LONG = { timeout: 60_000 };

export interface Shelf {
  server: Server;
  meeting: string;
  /** The report. */
  made: string;
}

/** Takes a while: give the hook that calls it some minutes. */
export async function stock(browser: Browser): Promise<Shelf> {
  const server = await Server.start();
  const page = await openBrowser(browser, sizes.desk);
  await signIn(page, server, "thuky");
  const meeting = await todaysMeeting(page);
  const { agenda } = await view(page, meeting);
  const item = agenda.order.find((id) => agenda.items[id]?.number === 1);
  const made = await attach(page, meeting, String(item), report("a.pdf", PAGES).buffer);
  await expect
    .poll(() => ask<{ state: string }>(page, "GET", `/api/meetings/${meeting}/papers/${made}/facts`), LONG)
    .toMatchObject({ state: "done" });
  await page.context().close();
  return { server, meeting, made };
}

interface View {
  agenda: { order: string[]; items: Record<string, { number?: number }> };
  papers: Record<string, { title: string }>;
}

export const view = async (page: Page, meeting: string): Promise<View> =>
  (await ask<{ frames: { view?: View }[] }>(page, "GET", `/api/meetings/${meeting}/live/poll?door=desk`))
    .frames[0]?.view as View;

async function attach(page: Page, meeting: string, item: string, bytes: Buffer): Promise<string> {
  const answer = await page.evaluate(
    async ([address, base64]) => {
      const body = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const sent = await fetch(address, {
        method: "POST",
        body,
        headers: { "content-type": "application/octet-stream" },
      });
      return (await sent.json()) as { id: string };
    },
    [
      `/api/meetings/${meeting}/papers?item=${item}&name=bao-cao-nhieu-trang.pdf`,
      bytes.toString("base64"),
    ] as const,
  );
  return answer.id;
}

export interface Reading {
  page: Page;
  watched: Watch;
  t: (typeof words)[Language];
}

export async function open(
  browser: Browser,
  { server, meeting, made }: Shelf,
  size: Size,
  paper = made,
  language: Language = "vi",
  before?: (page: Page) => Promise<void>,
): Promise<Reading> {
  const page = await openBrowser(browser, size, language);
  const watched = await watch(page);
  await before?.(page);
  await signIn(page, server, "ha.ntm", "/", language);
  await page.goto(`${server.url}/room/meetings/${meeting}/papers/${paper}`);
  await expect(
    page
      .getByRole("group", { name: /^(Trang|Page) \d+ / })
      .first()
      .locator("canvas, img")
      .first(),
  ).toBeVisible(LONG);
  return { page, watched, t: words[language] };
}

export const tool = (page: Page, name: string) =>
  page.getByRole("region", { name: vi("reader.tools") }).getByRole("button", { name });
