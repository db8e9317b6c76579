// A paper open on a tablet: whether its page is really painted, and what the reader is told over it.
import { expect, type Locator, type Page } from "@playwright/test";
import { vi } from "./words";

/** Dots of a page that are not white: a page nobody painted has none, a few lines on a phone some hundreds. */
const INK = 200;

export const sheet = (page: Page, number: number, total: number): Locator =>
  page.getByRole("group", { name: vi("reader.pageOf", { page: String(number), total: String(total) }) });

/** Painted here or by the server: a page that costs this machine too much comes as a picture. */
export async function expectPainted(leaf: Locator) {
  const shown = leaf.locator("canvas, img").first();
  await expect(shown).toBeVisible({ timeout: 60_000 });
  const ink = () =>
    shown.evaluate((shown: HTMLCanvasElement | HTMLImageElement) => {
      // Let go of a moment ago, and not yet drawn anew.
      if (shown.width === 0 || shown.height === 0) return 0;
      const canvas = document.createElement("canvas");
      canvas.width = shown.width;
      canvas.height = shown.height;
      const context = canvas.getContext("2d");
      context?.drawImage(shown, 0, 0, canvas.width, canvas.height);
      const { data } = context?.getImageData(0, 0, canvas.width, canvas.height) ?? {};
      let dots = 0;
      for (let at = 0; data && at < data.length; at += 4) {
        const [red = 255, green = 255, blue = 255, alpha = 0] = data.subarray(at, at + 4);
        if (alpha > 0 && red + green + blue < 600) dots += 1;
      }
      return dots;
    });
  await expect.poll(ink, { timeout: 60_000 }).toBeGreaterThan(INK);
}

/** Where the reader stands, as the bottom bar says it. */
export async function expectPage(page: Page, number: number, total: number) {
  const where = vi("reader.pageShort", { page: String(number), total: String(total) });
  await expect(page.getByRole("button", { name: where })).toBeVisible();
}

export async function turnPage(page: Page) {
  await page.getByRole("button", { name: vi("reader.nextPageLong") }).click();
}

/** The one strip over the page's foot. */
export const told = (page: Page): Locator => page.getByRole("region", { name: vi("reader.strip.label") });
