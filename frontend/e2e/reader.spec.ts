// Reading a paper on a tablet and a phone: turning, finding, following links, by night, as letters, and read aloud.
import { type Browser, expect, type Locator, type Page, test } from "@playwright/test";
import { ask, leaveAll, openBrowser, type Size, signIn, sizes, todaysMeeting } from "./house";
import { look, reflows } from "./look";
import { report } from "./made";
import * as reader from "./reader";
import { Server } from "./server";
import { type Watch, watch } from "./watch";
import { type Language, vi, words } from "./words";

const PAGES = 8;
const LONG = { timeout: 60_000 };

let server: Server;
let meeting: string;
let made: string;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(180_000);
  server = await Server.start();
  const page = await openBrowser(browser, sizes.desk);
  await signIn(page, server, "thuky");
  meeting = await todaysMeeting(page);
  const { agenda } = await view(page);
  const item = agenda.order.find((id) => agenda.items[id]?.number === 1);
  made = await attach(page, String(item), "bao-cao-nhieu-trang.pdf", report("a.pdf", PAGES).buffer);
  await expect
    .poll(() => ask<{ state: string }>(page, "GET", `/api/meetings/${meeting}/papers/${made}/facts`), LONG)
    .toMatchObject({ state: "done" });
  await page.context().close();
});
test.afterEach(leaveAll);
test.afterAll(() => server.stop());

interface View {
  agenda: { order: string[]; items: Record<string, { number?: number; papers: string[] }> };
  papers: Record<
    string,
    { file_name: string; pages: number; pack_page?: number; title: string; revision: number }
  >;
}

const view = async (page: Page): Promise<View> =>
  (await ask<{ frames: { view?: View }[] }>(page, "GET", `/api/meetings/${meeting}/live/poll?door=desk`))
    .frames[0]?.view as View;

async function attach(page: Page, item: string, name: string, bytes: Buffer): Promise<string> {
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
    [`/api/meetings/${meeting}/papers?item=${item}&name=${name}`, bytes.toString("base64")] as const,
  );
  return answer.id;
}

interface Reading {
  page: Page;
  watched: Watch;
  t: (typeof words)[Language];
}

async function open(
  browser: Browser,
  size: Size,
  paper: string,
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

/** No picture of a page comes, however slow this machine is: everything is drawn in the browser. */
const drawnHere = async (page: Page) => {
  await page.route("**/pages/*/picture?width=1600*", (route) => route.abort());
};

const tool = (page: Page, name: string) =>
  page.getByRole("region", { name: vi("reader.tools") }).getByRole("button", { name });

test("turns pages one by one or in one scroll, sized, turned and by night, and remembers how on this device", async ({
  browser,
}) => {
  const { page, watched } = await open(browser, sizes.tablet, made, "vi", drawnHere);
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
  await signIn(listed, server, "thuky");
  const papers = Object.entries((await view(listed)).papers);
  await listed.context().close();
  const [id] = papers.find(([, { title }]) => /Báo cáo kinh tế/.test(title)) ?? [""];
  const { page, watched } = await open(browser, sizes.tablet, id);
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
  const { page, watched } = await open(browser, sizes.portrait, made);
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
  const { page, watched } = await open(browser, sizes.tablet, made);
  const begins = await page.evaluate(
    async ([meeting, paper]) => {
      const { frames } = await (await fetch(`/api/meetings/${meeting}/live/poll?door=room`)).json();
      return frames[0].view.papers[String(paper)].pack_page as number;
    },
    [meeting, made],
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
  const { page, watched } = await open(browser, sizes.tablet, made);
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
  const { page, watched } = await open(browser, sizes.tablet, made, "vi", async (page) => {
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
  const { page, watched } = await open(browser, sizes.tablet, made, "vi", speak([online, local]));
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

  const without = await open(browser, sizes.tablet, made, "vi", speak([online]));
  await tool(without.page, vi("reader.aloud.title")).click();
  await expect(without.page.getByText(vi("reader.aloud.noVoiceEn"))).toBeVisible();
  without.watched.clean();
});

test("on a phone a page flows as letters, and two taps bring a column near", async ({ browser }) => {
  const context = await browser.newContext({ viewport: sizes.phone, hasTouch: true, isMobile: true });
  const page = await context.newPage();
  const watched = await watch(page);
  await signIn(page, server, "ha.ntm");
  await page.goto(`${server.url}/room/meetings/${meeting}/papers/${made}`);
  await reader.expectPainted(reader.sheet(page, 1, PAGES));
  await reader.turnPage(page);
  await reader.expectPage(page, 2, PAGES);
  const sheet = reader.sheet(page, 2, PAGES);
  await reader.expectPainted(sheet);
  await expect(sheet.getByText("right line 3 of many here")).toBeAttached();
  const box = (await sheet.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  const [x, y] = [box.x + box.width * 0.7, box.y + box.height * 0.3];
  await page.touchscreen.tap(x, y);
  await page.touchscreen.tap(x, y);
  await expect.poll(async () => (await sheet.boundingBox())?.width ?? 0).toBeGreaterThan(box.width * 1.4);
  const line = (await sheet.getByText("right line 12 of many here").boundingBox()) ?? { x: -1, width: 999 };
  expect(line.x).toBeGreaterThanOrEqual(0);
  expect(line.x + line.width).toBeLessThanOrEqual(sizes.phone.width + 1);

  await tool(page, vi("reader.letters.tool")).tap();
  const letters = page.getByRole("region", { name: vi("reader.letters.title") });
  await expect(letters).toContainText("right line 1 of many here");
  const width = await letters.evaluate((element) => [element.scrollWidth, element.clientWidth]);
  expect(width[0]).toBeLessThanOrEqual(width[1] ?? 0);
  await letters.getByRole("button", { name: vi("reader.nextPageLong") }).tap();
  await expect(letters).toContainText("Number 3000 stands on this page.");
  await reader.expectPage(page, 3, PAGES);
  watched.clean();
});

test("on a phone two taps bring a column near on a page turned on its side, too", async ({ browser }) => {
  const context = await browser.newContext({ viewport: sizes.phone, hasTouch: true, isMobile: true });
  const page = await context.newPage();
  const watched = await watch(page);
  await signIn(page, server, "ha.ntm");
  await page.goto(`${server.url}/room/meetings/${meeting}/papers/${made}?page=2`);
  const sheet = reader.sheet(page, 2, PAGES);
  await reader.expectPainted(sheet);
  await tool(page, vi("reader.view.tool")).tap();
  await page.getByRole("button", { name: vi("reader.view.rotate") }).tap();
  await page.getByRole("button", { name: vi("common.close") }).tap();
  await reader.expectPainted(sheet);
  const right = sheet.getByText("right line 12 of many here");
  await expect.poll(async () => ((await right.boundingBox())?.height ?? 0) > 40).toBe(true);
  const box = (await right.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.touchscreen.tap(x, y);
  await page.touchscreen.tap(x, y);
  await expect.poll(async () => (await right.boundingBox())?.height ?? 0).toBeGreaterThan(box.height * 1.3);
  // The line runs down the screen, and all of it is on it; the other column is not what was meant.
  const pages = await page.getByRole("region", { name: vi("reader.pages") }).boundingBox();
  const line = await right.boundingBox();
  if (!line || !pages) throw new Error("no line on screen");
  expect(line.y).toBeGreaterThanOrEqual(pages.y - 1);
  expect(line.y + line.height).toBeLessThanOrEqual(pages.y + pages.height + 1);
  watched.clean();
});

test("from the room into a paper, a panel and back, by keyboard alone", async ({ browser }) => {
  const page = await openBrowser(browser, sizes.tablet);
  const watched = await watch(page);
  await signIn(page, server, "ha.ntm");
  await page.goto(`${server.url}/room/meetings/${meeting}`);
  const row = page.locator(`#paper-${made}`);
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
  await signIn(page, server, "ha.ntm");
  let go = () => {};
  const held = new Promise<void>((resolve) => {
    go = resolve;
  });
  await page.route(/papers.*\/(content|opening)/, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(`${server.url}/room/meetings/${meeting}/papers/${made}`);
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
    const { page, watched, t } = await open(browser, sizes.tablet, made, language);
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
