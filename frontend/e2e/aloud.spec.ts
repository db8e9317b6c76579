// A page read aloud, by a voice of the device itself or not at all.
import { expect, type Page, test } from "@playwright/test";
import { leaveAll, sizes } from "./house";
import * as reader from "./reader";
import { open, PAGES, type Shelf, stock, tool } from "./shelf";
import { vi } from "./words";

let shelf: Shelf;
test.beforeAll(async ({ browser }) => {
  test.setTimeout(180_000);
  shelf = await stock(browser);
});
test.afterEach(leaveAll);
test.afterAll(() => shelf.server.stop());

test("reads aloud with a voice of the device only, marks what it reads, and says so where there is none", async ({
  browser,
}) => {
  const speak = (voices: { name: string; lang: string; localService: boolean }[]) => async (page: Page) => {
    await page.addInitScript((voices) => {
      const spoken: string[] = [];
      Object.assign(window, { spoken });
      let held: SpeechSynthesisUtterance | undefined;
      const synthesis = {
        getVoices: () => voices,
        cancel: () => {
          held = undefined;
        },
        speak(words: SpeechSynthesisUtterance) {
          held = words;
          spoken.push(`${words.voice?.name}: ${words.text}`);
          setTimeout(() => held === words && words.onstart?.({} as SpeechSynthesisEvent), 20);
          setTimeout(() => held === words && words.onend?.({} as SpeechSynthesisEvent), 700);
        },
        addEventListener: () => {},
        removeEventListener: () => {},
      };
      Object.defineProperty(window, "speechSynthesis", { value: synthesis });
      class Utterance {
        voice: unknown = null;
        lang = "";
        rate = 1;
        constructor(readonly text: string) {}
      }
      Object.defineProperty(window, "SpeechSynthesisUtterance", { value: Utterance });
    }, voices);
  };
  const online = { name: "online", lang: "en-US", localService: false };
  const local = { name: "local", lang: "en-GB", localService: true };
  const { page, watched } = await open(
    browser,
    shelf,
    sizes.tablet,
    shelf.made,
    "vi",
    speak([online, local]),
  );
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await reader.expectPage(page, 3, PAGES);
  await tool(page, vi("reader.aloud.title")).click();
  const bar = page.getByRole("region", { name: vi("reader.aloud.title") });
  await expect(bar).toContainText(vi("reader.aloud.reading", { page: "3" }));
  await expect(reader.sheet(page, 3, PAGES).locator("svg rect").first()).toBeInViewport();
  await expect(bar).toContainText(vi("reader.aloud.done", { page: "3" }));
  const spoken = await page.evaluate(() => (window as unknown as { spoken: string[] }).spoken);
  expect(spoken).toContain("local: The committee approved the report.");
  await bar.getByRole("button", { name: vi("reader.aloud.next") }).click();
  await expect(bar).toContainText(vi("reader.aloud.reading", { page: "4" }));
  await bar.getByRole("button", { name: vi("reader.aloud.stop") }).click();
  await expect(bar).toHaveCount(0);
  watched.clean();

  const without = await open(browser, shelf, sizes.tablet, shelf.made, "vi", speak([online]));
  await tool(without.page, vi("reader.aloud.title")).click();
  await expect(without.page.getByText(vi("reader.aloud.noVoiceEn"))).toBeVisible();
  without.watched.clean();
});
