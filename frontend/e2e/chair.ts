// What the chair does at the console.
import { expect, type Page } from "@playwright/test";
import { vi } from "./words";

/** The console's own, not the small picture of the wall beside it. */
const heading = (page: Page, title: string) =>
  page.getByRole("article").getByRole("heading", { name: title, level: 1 });

export async function enter(page: Page, title: string) {
  await page.getByRole("link", { name: title }).click();
  await expect(heading(page, title)).toBeVisible();
}

export async function expectItem(page: Page, title: string) {
  await expect(heading(page, title)).toBeVisible({
    timeout: 60_000,
  });
}

/** Two presses within a blink count as one, as a worn clicker makes them: pressed until it has been taken. */
export async function press(page: Page, name: string) {
  const button = page.getByRole("contentinfo").getByRole("button", { name });
  await expect(async () => {
    if (await button.isVisible()) await button.click({ timeout: 2_000 });
    await expect(button).toHaveCount(0, { timeout: 2_000 });
  }).toPass({ timeout: 30_000 });
}

/** The way back stands in this place for a while after each step; then the button means "next" again. */
export async function pressNext(page: Page) {
  const next = page.getByRole("button", { name: vi("chair.bar.next") });
  await expect(next).toBeEnabled({ timeout: 60_000 });
  await next.click();
}

/** As a presenter's clicker does. */
export async function clickNext(page: Page) {
  await page.keyboard.press("PageDown");
}
