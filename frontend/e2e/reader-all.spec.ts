// The reader for everybody: by keyboard alone, with less motion, every part of it at every size without a fault of access.
import { expect, type Locator, test } from "@playwright/test";
import { leaveAll, openBrowser, signIn, sizes } from "./house";
import { look, reflows } from "./look";
import * as reader from "./reader";
import { open, PAGES, type Shelf, stock, tool } from "./shelf";
import { watch } from "./watch";
import { vi } from "./words";

let shelf: Shelf;
test.beforeAll(async ({ browser }) => {
  test.setTimeout(180_000);
  shelf = await stock(browser);
});
test.afterEach(leaveAll);
test.afterAll(() => shelf.server.stop());

test("from the room into a paper, a panel and back, by keyboard alone", async ({ browser }) => {
  const page = await openBrowser(browser, sizes.tablet);
  const watched = await watch(page);
  await signIn(page, shelf.server, "ha.ntm");
  await page.goto(`${shelf.server.url}/room/meetings/${shelf.meeting}`);
  const row = page.locator(`#paper-${shelf.made}`);
  await expect(row).toBeVisible();
  const focused = (one: Locator) => one.evaluate((element) => element === document.activeElement);
  /** Goes on with Tab until it has the focus, and sees that it has. */
  const walkTo = async (one: Locator, key = "Tab") => {
    for (let step = 0; step < 80 && !(await focused(one)); step++) await page.keyboard.press(key);
    await expect(one).toBeFocused();
    const ring = await one.evaluate((element) => getComputedStyle(element).outlineStyle);
    expect(ring).toBe("solid");
  };
  await walkTo(row);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  await reader.expectPainted(reader.sheet(page, 1, PAGES));
  const contents = tool(page, vi("reader.contents.tool"));
  await walkTo(contents);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: vi("reader.contents.title") })).toBeFocused();
  await walkTo(page.getByRole("tab", { name: vi("reader.contents.pages") }));
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("tab", { name: vi("reader.contents.outline") })).toBeFocused();
  await page.keyboard.press("Enter");
  await walkTo(page.getByRole("button", { name: "Conclusions" }));
  await page.keyboard.press("Enter");
  await reader.expectPage(page, 3, PAGES);
  await page.keyboard.press("Escape");
  await expect(contents).toBeFocused();
  const where = page.getByRole("button", { name: new RegExp(`${vi("reader.goTo")}$`) });
  await walkTo(where);
  await page.keyboard.press("Enter");
  await page.keyboard.type("5");
  await page.keyboard.press("Enter");
  await reader.expectPage(page, 5, PAGES);
  await expect(where).toBeFocused();
  await walkTo(page.getByRole("link", { name: vi("reader.back") }), "Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(row).toBeFocused();
  watched.clean();
});

test("nothing moves for those who have asked for less motion", async ({ browser }) => {
  const page = await openBrowser(browser, sizes.tablet);
  await page.emulateMedia({ reducedMotion: "reduce" });
  await signIn(page, shelf.server, "ha.ntm");
  let go = () => {};
  const held = new Promise<void>((resolve) => {
    go = resolve;
  });
  await page.route(/papers.*\/(content|opening)/, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(`${shelf.server.url}/room/meetings/${shelf.meeting}/papers/${shelf.made}`);
  await expect(page.getByText(vi("reader.loading"))).toBeVisible();
  const moving = () =>
    page.evaluate(
      () =>
        document.getAnimations().filter(({ effect }) => Number(effect?.getComputedTiming().duration) > 1)
          .length,
    );
  expect(await moving()).toBe(0);
  go();
  await reader.expectPainted(reader.sheet(page, 1, PAGES));
  await tool(page, vi("reader.view.tool")).click();
  expect(await moving()).toBe(0);
});

for (const language of ["vi", "en"] as const) {
  test(`every part of the reader can be used by all, in ${language}`, async ({ browser }) => {
    test.setTimeout(240_000);
    const { page, watched, t } = await open(browser, shelf, sizes.tablet, shelf.made, language);
    const press = (name: string) =>
      page
        .getByRole("region", { name: t("reader.tools") })
        .getByRole("button", { name })
        .click();
    const close = async () => {
      await page
        .getByRole("button", { name: t("common.close") })
        .first()
        .click();
    };
    const view = async (choice: string) => {
      await press(t("reader.view.tool"));
      await page.getByRole("button", { name: choice }).click();
      await close();
    };
    const parts: [name: string, begin: () => Promise<void>, end?: () => Promise<void>][] = [
      ["find", () => press(t("reader.find.tool")), close],
      ["contents", () => press(t("reader.contents.tool")), close],
      ["view", () => press(t("reader.view.tool")), close],
      ["goto", () => page.getByRole("button", { name: new RegExp(`${t("reader.goTo")}$`) }).click(), close],
      ["aloud", () => press(t("reader.aloud.title")), () => press(t("reader.aloud.title"))],
      ["night", () => view(t("reader.view.night"))],
      ["letters", () => view(t("reader.letters.title"))],
    ];
    for (const [name, begin, end] of parts) {
      await page.setViewportSize(sizes.tablet);
      await begin();
      for (const size of ["tablet", "portrait", "phone"] as const) {
        await page.setViewportSize(sizes[size]);
        await look(page, `reader-${name}-${size}-${language}`, { held: true });
      }
      await reflows(page, `reader-${name}-${language}`);
      await page.setViewportSize(sizes.tablet);
      await end?.();
    }
    watched.clean();
  });
}
