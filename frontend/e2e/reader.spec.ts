// Reading a paper on a tablet: turning, finding, following links, by night; pages that come as pictures.
import { type Browser, expect, type Page, test } from "@playwright/test";
import { leaveAll, openBrowser, signIn, sizes } from "./house";
import * as reader from "./reader";
import { LONG, open, PAGES, type Shelf, stock, tool, view } from "./shelf";
import { vi } from "./words";

let shelf: Shelf;
test.beforeAll(async ({ browser }) => {
  test.setTimeout(180_000);
  shelf = await stock(browser);
});
test.afterEach(leaveAll);
test.afterAll(() => shelf.server.stop());

/** No picture of a page comes, however slow this machine is: everything is drawn in the browser. */
const drawnHere = async (page: Page) => {
  await page.route("**/pages/*/picture?width=1600*", (route) => route.abort());
};

test("turns pages one by one or in one scroll, sized, turned and by night, and remembers how on this device", async ({
  browser,
}) => {
  const { page, watched } = await open(browser, shelf, sizes.tablet, shelf.made, "vi", drawnHere);
  await tool(page, vi("reader.view.tool")).click();
  const panel = page.getByRole("region", { name: vi("reader.view.title") });
  await panel.getByRole("button", { name: vi("reader.view.single") }).click();
  const shown = page.getByRole("group", { name: /^Trang \d+ / }).filter({ visible: true });
  await expect(shown).toHaveCount(1);
  await reader.turnPage(page);
  await reader.expectPage(page, 2, PAGES);
  await expect(shown).toHaveCount(1);
  await reader.expectPainted(reader.sheet(page, 2, PAGES));
  await page.keyboard.press("PageDown");
  await reader.expectPage(page, 3, PAGES);
  await page.keyboard.press("ArrowLeft");
  await reader.expectPage(page, 2, PAGES);

  const upright = await reader.sheet(page, 2, PAGES).boundingBox();
  await panel.getByRole("button", { name: vi("reader.view.rotate") }).click();
  await expect
    .poll(async () => {
      const { width = 0, height = 1 } = (await reader.sheet(page, 2, PAGES).boundingBox()) ?? {};
      return width / height;
    })
    .toBeCloseTo((upright?.height ?? 0) / (upright?.width ?? 1), 1);
  for (let quarter = 0; quarter < 3; quarter++) {
    await panel.getByRole("button", { name: vi("reader.view.rotate") }).click();
  }

  // By night the sheet is dark and the picture printed on it keeps its blue.
  await panel.getByRole("button", { name: vi("reader.view.night") }).click();
  await panel.getByRole("button", { name: vi("common.close") }).click();
  await page.waitForTimeout(300);
  const dark = await colours(page);
  expect(dark.corner.every((part) => part < 60)).toBe(true);
  const [red = 0, , blue = 0] = dark.picture;
  expect(blue - red).toBeGreaterThan(80);
  expect(blue).toBeGreaterThan(140);

  await page.reload();
  await reader.expectPage(page, 2, PAGES);
  await expect(shown).toHaveCount(1);
  expect((await colours(page)).corner.every((part) => part < 60)).toBe(true);
  watched.clean();

  /** What is on screen near the page's edge, and in the middle of its picture. */
  async function colours(page: Page) {
    const sheet = reader.sheet(page, 2, PAGES);
    await reader.expectPainted(sheet);
    const box = (await sheet.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    const points = [
      [0.02, 0.5],
      [420 / 595, 1 - 105 / 842],
    ].map(([x = 0, y = 0]) => [box.x + box.width * x, box.y + box.height * y] as const);
    const [corner = [], picture = []] = await dots(browser, await page.screenshot(), points);
    return { corner, picture };
  }
});

/** Red, green and blue of points of a picture; read on a page of its own, where no policy forbids it. */
async function dots(browser: Browser, picture: Buffer, points: readonly (readonly [number, number])[]) {
  const page = await browser.newPage();
  const found = await page.evaluate(
    async ([base64, points]) => {
      const image = new Image();
      image.src = `data:image/png;base64,${base64}`;
      await image.decode();
      const canvas = new OffscreenCanvas(image.width, image.height);
      const context = canvas.getContext("2d");
      context?.drawImage(image, 0, 0);
      return points.map(([x, y]) => Array.from(context?.getImageData(x, y, 1, 1).data.slice(0, 3) ?? []));
    },
    [picture.toString("base64"), points] as const,
  );
  await page.close();
  return found;
}

test("finds words without their marks, goes from one to the next, and leads on to the whole pack", async ({
  browser,
}) => {
  const listed = await openBrowser(browser, sizes.desk);
  await signIn(listed, shelf.server, "thuky");
  const papers = Object.entries((await view(listed, shelf.meeting)).papers);
  await listed.context().close();
  const [id] = papers.find(([, { title }]) => /Báo cáo kinh tế/.test(title)) ?? [""];
  const { page, watched } = await open(browser, shelf, sizes.tablet, id);
  await tool(page, vi("reader.find.tool")).click();
  const panel = page.getByRole("region", { name: vi("reader.find.title") });
  await panel.getByRole("searchbox").fill("dau tu cong");
  await page.keyboard.press("Enter");
  await expect(panel.getByRole("status")).toHaveText(/Tìm thấy \d+ chỗ/);
  const rows = panel.getByRole("listitem");
  await expect(rows.first().locator("mark").first()).toHaveText(/đầu/i);
  const bar = page.getByRole("region", { name: vi("reader.find.bar") });
  await expect(bar).toContainText("1/");
  await rows.last().click();
  const last = Number(/\d+/.exec(await rows.last().innerText())?.[0]);
  await expect(page.locator("svg rect").first()).toBeAttached();
  await expect(
    page
      .getByRole("group", { name: new RegExp(`^Trang ${last} `) })
      .locator("svg rect")
      .last(),
  ).toBeInViewport();
  await bar.getByRole("button", { name: vi("reader.find.next") }).click();
  await bar.getByRole("button", { name: vi("reader.find.previous") }).click();
  await bar.getByRole("button", { name: vi("reader.find.end") }).click();
  await expect(page.locator("svg rect")).toHaveCount(0);
  await panel.getByRole("searchbox").fill("khongcochunao");
  await page.keyboard.press("Enter");
  await expect(panel.getByRole("status")).toHaveText(vi("reader.find.none", { q: "khongcochunao" }));
  await panel.getByRole("searchbox").fill("nghi quyet");
  await panel.getByRole("link", { name: vi("reader.find.pack") }).click();
  await expect(
    page
      .getByRole("region", { name: vi("search.results") })
      .getByRole("link")
      .first(),
  ).toBeVisible();
  watched.clean();
});

test("goes to a page by its picture, its heading or a link, and selects what is written there", async ({
  browser,
}) => {
  const { page, watched } = await open(browser, shelf, sizes.portrait, shelf.made);
  await tool(page, vi("reader.contents.tool")).click();
  const panel = page.getByRole("region", { name: vi("reader.contents.title") });
  const small = panel.getByRole("button", { name: vi("reader.pageOf", { page: "7", total: String(PAGES) }) });
  await small.scrollIntoViewIfNeeded();
  await expect
    .poll(() => small.locator("img").evaluate((image: HTMLImageElement) => image.naturalWidth), LONG)
    .toBeGreaterThan(100);
  await small.click();
  await expect(panel).toHaveCount(0);
  await reader.expectPage(page, 7, PAGES);
  await tool(page, vi("reader.contents.tool")).click();
  await panel.getByRole("tab", { name: vi("reader.contents.outline") }).click();
  await panel.getByRole("button", { name: "Conclusions" }).click();
  await reader.expectPage(page, 3, PAGES);
  await expect(reader.sheet(page, 3, PAGES).getByText("Chapter 3")).toBeInViewport();

  // Selected letters are the page's own.
  await reader.sheet(page, 3, PAGES).getByText("Number 3000").selectText();
  expect(await page.evaluate(() => window.getSelection()?.toString())).toContain("Number 3000 stands");

  await page.keyboard.press("Escape");
  await page.getByRole("region", { name: vi("reader.pages") }).focus();
  await page.keyboard.press("Home");
  await reader.expectPage(page, 1, PAGES);
  await page.getByRole("button", { name: vi("reader.link", { page: 3 }) }).click();
  await reader.expectPage(page, 3, PAGES);
  watched.clean();
});

test("says which page of the whole pack is open, the same in the room's list", async ({ browser }) => {
  const { page, watched } = await open(browser, shelf, sizes.tablet, shelf.made);
  const begins = await page.evaluate(
    async ([meeting, paper]) => {
      const { frames } = await (await fetch(`/api/meetings/${meeting}/live/poll?door=room`)).json();
      return frames[0].view.papers[String(paper)].pack_page as number;
    },
    [shelf.meeting, shelf.made],
  );
  expect(begins).toBeGreaterThan(1);
  await expect(page.getByText(vi("reader.packPage", { page: String(begins) }))).toBeVisible();
  await reader.turnPage(page);
  await expect(page.getByText(vi("reader.packPage", { page: String(begins + 1) }))).toBeVisible();
  await page.getByRole("link", { name: vi("reader.back") }).click();
  await expect(
    page.getByText(`(trang ${begins}–${begins + PAGES - 1} của bộ tài liệu)`).first(),
  ).toBeVisible();
  watched.clean();
});

test("a scan comes as the server's picture, and other pages are drawn here", async ({ browser }) => {
  const { page, watched } = await open(browser, shelf, sizes.tablet, shelf.made);
  await reader.expectPainted(reader.sheet(page, 1, PAGES));
  await page.keyboard.press("End");
  await reader.expectPage(page, PAGES, PAGES);
  const sheet = reader.sheet(page, PAGES, PAGES);
  await expect(sheet.locator("img")).toBeVisible(LONG);
  await expect(sheet.locator("canvas")).toHaveCount(0);
  watched.clean();
});

test("a browser that cannot run pdf.js shows every page as a picture, with its words", async ({
  browser,
}) => {
  const { page, watched } = await open(browser, shelf, sizes.tablet, shelf.made, "vi", async (page) => {
    await page.addInitScript(() => {
      Object.defineProperty(window, "Worker", {
        value: class {
          constructor() {
            throw new SyntaxError("too old");
          }
        },
      });
    });
  });
  const sheet = reader.sheet(page, 1, PAGES);
  await expect(sheet.locator("img")).toBeVisible(LONG);
  await expect(page.getByRole("group", { name: /^Trang / }).locator("canvas")).toHaveCount(0);
  await sheet.getByText("committee").selectText();
  expect(await page.evaluate(() => window.getSelection()?.toString())).toContain("committee");
  await reader.turnPage(page);
  await reader.expectPage(page, 2, PAGES);
  await expect(reader.sheet(page, 2, PAGES).locator("img")).toBeVisible(LONG);
  watched.clean();
});
