// A scan as office machines pack it (JBIG2) is drawn by the tablet itself, without network and without WASM, and never lies plain on its disk.
import { expect, type Page, test } from "@playwright/test";
import { ask, leaveAll, openBrowser, signIn, sizes, todaysMeeting } from "./house";
import * as made from "./made";
import * as reader from "./reader";
import { Server } from "./server";
import { pair, Tablet } from "./tablet";
import { vi } from "./words";

const LONG = { timeout: 90_000 };
const PAGES = 3;

let server: Server;
let tablet: Tablet;
test.beforeEach(async () => {
  server = await Server.start();
  tablet = await Tablet.buy(sizes.tablet);
});
test.afterEach(leaveAll);
test.afterEach(async () => {
  await tablet.throwAway();
  await server.stop();
});

async function bringScan(desk: Page, meeting: string): Promise<string> {
  const { view } = await ask<{ view: { agenda: { order: string[] } } }>(
    desk,
    "GET",
    `/api/meetings/${meeting}?door=desk`,
  );
  const base64 = made.scan("quet.pdf", PAGES).buffer.toString("base64");
  const { id } = await desk.evaluate(
    async ([address, base64]) => {
      const body = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const answer = await fetch(address, { method: "POST", body });
      if (!answer.ok) throw new Error(await answer.text());
      return (await answer.json()) as { id: string };
    },
    [`/api/meetings/${meeting}/papers?item=${view.agenda.order[0]}&name=quet.pdf`, base64] as const,
  );
  const address = `/api/meetings/${meeting}/papers/${id}`;
  await expect
    .poll(async () => (await ask<{ state: string }>(desk, "GET", `${address}/facts`)).state, LONG)
    .toBe("done");
  const opening = await ask<{ picture_pages: number[] }>(desk, "GET", `${address}/opening`);
  expect(opening.picture_pages).toEqual([1, 2, 3]);
  return id;
}

test("a scan is read without network", async ({ browser }) => {
  test.setTimeout(240_000);
  const desk = await openBrowser(browser, sizes.desk);
  await signIn(desk, server, "thuky", "/desk");
  const meeting = await todaysMeeting(desk);
  const id = await bringScan(desk, meeting);
  let page = await tablet.on();
  await pair(page, desk, server, "Nguyễn Thị Minh Hà");
  await page.goto(`${server.url}/room/meetings/${meeting}`);
  await page.getByRole("button", { name: vi("pack.begin") }).click();
  await expect(page.getByText(vi("pack.readable"))).toBeVisible(LONG);
  await page.goto(`${server.url}/room`);
  await page.evaluate(() => navigator.serviceWorker.ready);
  const picture = await page.evaluate(
    async (address) => [...new Uint8Array(await (await fetch(address)).arrayBuffer())],
    `/api/meetings/${meeting}/papers/${id}/pages/2/picture?width=1600`,
  );
  await tablet.off();
  await server.kill9();

  page = await tablet.on();
  await page.context().setOffline(true);
  await page.goto(`${server.url}/room/meetings/${meeting}/papers/${id}`);
  const sheet = reader.sheet(page, 1, PAGES);
  await expect(sheet).toBeVisible(LONG);
  await reader.expectPainted(sheet);
  await page.screenshot({ path: "test-results/kept-scan.png" });
  await reader.turnPage(page);
  await reader.expectPainted(reader.sheet(page, 2, PAGES));
  await tablet.off();
  expect(
    await tablet.holds({ picture: Uint8Array.from(picture.slice(200, 260)) }),
    "plain on the disk",
  ).toEqual([]);
});
