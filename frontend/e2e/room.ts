// What an attendee does on a tablet: enters from the home screen, checks in, follows, opens a paper.
import { expect, type Locator, type Page } from "@playwright/test";
import { vi } from "./words";

const SLOW = { timeout: 60_000 };

export async function enter(page: Page, title: string) {
  await page.getByRole("link", { name: title }).click();
  await expect(page.getByRole("heading", { name: title, level: 1 })).toBeVisible();
}

export async function checkIn(page: Page) {
  await page.getByRole("button", { name: vi("room.checkIn") }).click();
  await expect(page.getByRole("button", { name: vi("room.enter") })).toBeVisible();
}

export async function expectItem(page: Page, title: string) {
  const item = page.getByRole("article").getByRole("heading", { level: 1 });
  await expect(item).toHaveText(title, SLOW);
}

export async function openPaper(page: Page, title: string) {
  await page.getByRole("link", { name: title }).click();
  await expect(page.getByRole("region", { name: vi("reader.pages") })).toBeVisible();
}

/** The one strip under the header where an attendee is told what matters now. */
export const told = (page: Page): Locator => page.getByRole("region", { name: vi("room.strip.label") });

/** The last word of the header: whether what is on screen is live. */
export const isCut = (page: Page): Locator =>
  page.getByRole("banner").getByText(vi("common.connection.lost"), { exact: true });
