// The desk tries the room: chooses, watches, stops, and reads the result, in both languages.
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { ask, leaveAll, openBrowser, type Size, signIn, sizes } from "./house";
import { Server } from "./server";
import { watch } from "./watch";
import { type Language, words } from "./words";

const RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];

let server: Server;
test.beforeAll(async () => {
  server = await Server.start();
});
test.afterEach(leaveAll);
test.afterAll(() => server.stop());

for (const language of ["vi", "en"] satisfies Language[]) {
  test(`the room is rehearsed from the desk, in ${language}`, async ({ browser }) => {
    const t = words[language];
    const page = await openBrowser(browser, sizes.desk, language);
    const watched = await watch(page);
    const look = async (name: string) => {
      for (const size of ["smallTablet", "desk"] as const) {
        const viewport: Size = sizes[size];
        await page.setViewportSize(viewport);
        await page.screenshot({ path: `test-results/screens/rehearsal-${name}-${size}-${language}.png` });
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        expect.soft(width, `width: ${name}, ${size}`).toBeLessThanOrEqual(viewport.width);
      }
      const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(RULES).analyze();
      expect.soft(violations, `axe: ${name}`).toEqual([]);
    };

    await signIn(page, server, "thuky", "/desk", language);
    await ask(page, "DELETE", "/api/house/rehearsal");
    await page.getByRole("link", { name: t("rehearsal.title") }).click();
    await expect(page.getByRole("heading", { name: t("rehearsal.heading") })).toBeVisible();
    const begin = page.getByRole("button", { name: t("rehearsal.begin"), exact: true });
    await expect(page.getByText(t("rehearsal.scope"))).toBeVisible();
    await look("idle");

    // A number that is none is refused beside the field, and nothing begins.
    const other = page.getByLabel(t("rehearsal.other"));
    await other.fill("5000");
    await begin.click();
    await expect(page.getByRole("alert")).toHaveText(t("rehearsal.otherWrong"));

    await page.getByRole("button", { name: t("rehearsal.tablets", { count: 1000 }) }).click();
    await expect(other).toHaveValue("1000");
    await begin.click();
    await expect(page.getByRole("heading", { name: t("rehearsal.running", { count: 1000 }) })).toBeVisible();
    await page.getByRole("button", { name: t("rehearsal.stop") }).click();
    await expect(page.getByText(t("rehearsal.stopped"))).toBeVisible();

    await other.fill("20");
    await begin.click();
    const again = page.getByRole("button", { name: t("rehearsal.again") });
    await expect(again).toBeVisible({ timeout: 60_000 });
    await expect(page.getByText(/^20 (trong|of) 20 /)).toBeVisible();
    await expect(page.getByRole("heading", { name: t("rehearsal.picture") })).toBeVisible();
    await page.getByText(t("rehearsal.forTechnicians")).click();
    await expect(page.getByRole("table")).toBeVisible();
    await look("passed");

    // The result is there for whoever comes next, until another is begun.
    await page.reload();
    await again.click();
    await page.getByRole("button", { name: t("rehearsal.lastResult") }).click();
    await expect(again).toBeVisible();
    watched.clean();
  });
}

test("what went wrong is said in words, with what to check", async ({ browser }) => {
  const t = words.vi;
  const page = await openBrowser(browser, sizes.desk);
  const times = { p50: 812, p95: 2204, p99: 6112, max: 9480 };
  const report = {
    verdict: "missed",
    tablets: 300,
    joined: 300,
    joined_ms: 4210,
    changes: 11,
    followed: 287,
    missed: 19,
    exact: 287,
    change_ms: times,
    acknowledged_ms: times,
    bands: [
      { up_to_ms: 50, tablets: 0 },
      { up_to_ms: 100, tablets: 12 },
      { up_to_ms: 200, tablets: 61 },
      { up_to_ms: 500, tablets: 130 },
      { up_to_ms: 1000, tablets: 44 },
      { up_to_ms: 2000, tablets: 28 },
      { tablets: 12 },
    ],
  };
  const standing = { state: "done", tablets: 300, done: 11, of: 11, ended_at: "2026-11-22T01:05:00Z" };
  let answer: object = { ...standing, report };
  await page.route("**/api/house/rehearsal", (route) => route.fulfill({ json: answer }));
  const shoot = async (name: string) => {
    for (const size of ["smallTablet", "desk"] as const) {
      await page.setViewportSize(sizes[size]);
      await page.screenshot({ path: `test-results/screens/rehearsal-${name}-${size}-vi.png` });
    }
  };
  await signIn(page, server, "quantri", "/desk/rehearsal");
  await expect(page.getByText(t("rehearsal.found.behind", { followed: 287, tablets: 300 }))).toBeVisible();
  await expect(page.getByText(t("rehearsal.checks.busy"))).toBeVisible();
  await expect(page.getByRole("listitem").filter({ hasText: t("rehearsal.band.missed") })).toContainText(
    "13",
  );
  await shoot("missed");

  const failure = {
    code: "rehearsal_not_played",
    detail: "Máy chủ không chạy được các máy ảo nên chưa diễn tập được.",
  };
  answer = { ...standing, state: "failed", failure };
  await page.reload();
  await expect(page.getByText(failure.detail)).toBeVisible();
  await shoot("failed");

  answer = { state: "joining", tablets: 300, done: 181, of: 300 };
  await page.reload();
  await expect(page.getByText("181/300")).toBeVisible();
  await shoot("running");
});
