// A real Vietnamese voice of the device reads a kept paper with the network gone; nothing of it is played here.
import { expect, type Page, test } from "@playwright/test";
import { leaveAll, openBrowser, signIn, sizes, todaysMeeting } from "./house";
import { look } from "./look";
import * as reader from "./reader";
import * as room from "./room";
import { Server } from "./server";
import { isInstalled, Speech } from "./speech";
import { pair, Tablet } from "./tablet";
import { vi } from "./words";

const OWNER = "Nguyễn Thị Minh Hà";
const PAPER = "Chương trình phiên họp UBND tỉnh thường kỳ";
const LONG = { timeout: 60_000 };

test.skip(
  !isInstalled,
  "No speech engine is installed: tests/install.sh installs speech-dispatcher-espeak-ng",
);
test.setTimeout(400_000);

let server: Server;
let speech: Speech;
let tablet: Tablet;
test.beforeAll(async () => {
  server = await Server.start();
  speech = await Speech.start();
  tablet = await Tablet.buy(sizes.tablet, speech.voice);
});
test.afterEach(leaveAll);
test.afterAll(async () => {
  await tablet?.throwAway();
  await speech?.stop();
  await server?.stop();
});

const bar = (page: Page) => page.getByRole("region", { name: vi("reader.aloud.title") });
const act = (page: Page, name: string) => bar(page).getByRole("button", { name, exact: true });
const touchAloud = (page: Page) =>
  page
    .getByRole("region", { name: vi("reader.tools") })
    .getByRole("button", { name: vi("reader.aloud.title") })
    .click();
/** Where the sentence stands that is marked as being read. */
const marked = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll("svg rect")]
      .filter((box) => /spoken/.test(box.getAttribute("class") ?? ""))
      .map((box) => box.outerHTML)
      .join(),
  );

/** What was on its way to the loudspeaker is over soon, and no more comes. */
async function silence() {
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  const before = await speech.heard();
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  expect(await speech.heard()).toBe(before);
}

test("a kept paper is read sentence by sentence, rests, goes on, and outlives the engine's death", async ({
  browser,
}) => {
  const desk = await openBrowser(browser, sizes.desk);
  await signIn(desk, server, "thuky", "/desk");
  const meeting = await todaysMeeting(desk);
  let page = await tablet.on();
  await pair(page, desk, server, OWNER);
  await page.goto(`${server.url}/room/meetings/${meeting}`);
  await page.getByRole("button", { name: vi("pack.begin") }).click();
  await expect(page.getByText(vi("pack.readable"))).toBeVisible(LONG);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await tablet.off();
  await server.kill9();

  page = await tablet.on();
  await page.context().setOffline(true);
  await page.goto(`${server.url}/room/meetings/${meeting}`);
  await room.openPaper(page, PAPER);
  await reader.expectPainted(page.getByRole("group", { name: /^Trang 1 / }));

  await test.step("asked for at once, while the engine still lists its voices", async () => {
    await touchAloud(page);
    await expect(bar(page)).toContainText(vi("reader.aloud.reading", { page: "1" }));
    await expect.poll(() => speech.heard()).toBeGreaterThan(1);
    expect(await speech.loudest()).toBeGreaterThan(0.05);
  });
  await test.step("the mark goes from sentence to sentence", async () => {
    const places = new Set<string>();
    await expect
      .poll(async () => {
        places.add(await marked(page));
        return places.size;
      }, LONG)
      .toBeGreaterThan(3);
    await look(page, "voice-reading", { held: true });
  });
  await test.step("paused it is silent, and goes on with the same sentence", async () => {
    await act(page, vi("reader.aloud.pause")).click();
    await expect(bar(page)).toContainText(vi("reader.aloud.paused", { page: "1" }));
    const place = await marked(page);
    expect(place).not.toBe("");
    await silence();
    for (const size of ["phone", "portrait", "tablet"] as const) {
      await page.setViewportSize(sizes[size]);
      await look(page, `voice-paused-${size}`, { held: true });
    }
    const before = await speech.heard();
    await act(page, vi("reader.aloud.resume")).click();
    await expect(bar(page)).toContainText(vi("reader.aloud.reading", { page: "1" }));
    expect(await marked(page)).toBe(place);
    await expect.poll(() => speech.heard()).toBeGreaterThan(before + 1);
  });
  await test.step("stopped it is silent, and nothing is marked", async () => {
    await act(page, vi("reader.aloud.stop")).click();
    await expect(bar(page)).toHaveCount(0);
    expect(await marked(page)).toBe("");
    await silence();
  });
  await test.step("to the end of the page, and on with the next", async () => {
    await touchAloud(page);
    await expect(bar(page)).toContainText(vi("reader.aloud.done", { page: "1" }), { timeout: 150_000 });
    await look(page, "voice-done", { held: true });
    await act(page, vi("reader.aloud.next")).click();
    await expect(bar(page)).toContainText(vi("reader.aloud.reading", { page: "2" }));
    await expect(page.getByRole("group", { name: /^Trang 2 / })).toBeInViewport();
  });
  await test.step("the engine dies in the middle and comes back: it is said, and one touch goes on", async () => {
    await speech.die();
    // Chromium looks for it once, when the sentence is given up.
    await speech.run();
    await expect(bar(page)).toContainText(vi("reader.aloud.silent"), { timeout: 90_000 });
    expect(await marked(page)).toBe("");
    await look(page, "voice-silent", { held: true });
    const before = await speech.heard();
    await act(page, vi("common.retry")).click();
    await expect(bar(page)).toContainText(vi("reader.aloud.reading", { page: "2" }));
    await expect.poll(() => speech.heard()).toBeGreaterThan(before + 1);
    await act(page, vi("reader.aloud.stop")).click();
    await silence();
  });
  await test.step("what is selected, and no more", async () => {
    const words = await page.evaluate(() => {
      const spans = [...document.querySelectorAll("main span")].filter(
        (span) => (span.textContent?.trim().length ?? 0) > 30 && span.getClientRects().length > 0,
      );
      const span = spans[0] as Element;
      window.getSelection()?.selectAllChildren(span);
      return span.textContent;
    });
    expect(words).toBeTruthy();
    const before = await speech.heard();
    await touchAloud(page);
    await expect(bar(page)).toContainText(vi("reader.aloud.doneSelection"), LONG);
    await expect.poll(() => speech.heard()).toBeGreaterThan(before + 0.5);
    await silence();
    expect((await speech.heard()) - before).toBeLessThan((words?.length ?? 0) * 0.2);
  });
  await test.step("the engine dies for good: that is said each time, and the paper can be read on", async () => {
    await speech.die();
    await page.evaluate(() => window.getSelection()?.removeAllRanges());
    await act(page, vi("common.dismiss")).click();
    for (const _ of [1, 2]) {
      await touchAloud(page);
      await expect(bar(page)).toContainText(vi("reader.aloud.silent"), LONG);
      await act(page, vi("common.dismiss")).click();
      await expect(bar(page)).toHaveCount(0);
    }
  });
});
