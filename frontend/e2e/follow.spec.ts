// The chair leads through a paper: tablets of other shapes see all that the chair sees, break free, and come back.
import { type Browser, expect, type Page, test } from "@playwright/test";
import { ask, type Login, leaveAll, openBrowser, type Size, signIn, sizes, todaysMeeting } from "./house";
import * as reader from "./reader";
import { told } from "./room";
import { Server } from "./server";
import { watch } from "./watch";
import { vi } from "./words";

const CHAIR = "Đ/c Trần Quang Vĩnh";
const PRESENTER = "Đ/c Nguyễn Thị Minh Hà";

let server: Server;
let meeting: string;
let papers: string[];
test.beforeAll(async ({ browser }) => {
  server = await Server.start();
  const page = await openBrowser(browser, sizes.desk);
  await signIn(page, server, "chutich");
  meeting = await todaysMeeting(page);
  await ask(page, "POST", `/api/meetings/${meeting}/session/open`, {});
  await ask(page, "POST", `/api/meetings/${meeting}/session/advance`, { to: "next" });
  const { view } = await ask<{
    view: { agenda: { current: string; items: Record<string, { papers: string[] }> } };
  }>(page, "GET", `/api/meetings/${meeting}?door=room`);
  papers = view.agenda.items[view.agenda.current]?.papers ?? [];
  expect(papers).toHaveLength(2);
  await page.context().close();
});
test.afterEach(leaveAll);
test.afterAll(() => server.stop());

async function seat(browser: Browser, login: Login, size: Size, path: string) {
  const page = await openBrowser(browser, size);
  const watched = await watch(page);
  await signIn(page, server, login, `/room/meetings/${meeting}${path}`);
  return { page, watched };
}

interface Edges {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

/** What of the pages is on screen, counted in pages from the paper's top. */
async function seen(page: Page): Promise<Edges | undefined> {
  return page.evaluate((label) => {
    const scroller = document.querySelector(`section[aria-label="${label}"]`);
    if (!scroller) return undefined;
    const box = scroller.getBoundingClientRect();
    let edges: { top: number; bottom: number; left: number; right: number } | undefined;
    for (const sheet of scroller.querySelectorAll("[role=group]")) {
      const name = sheet.getAttribute("aria-label") ?? "";
      const number = Number(/\d+/.exec(name)?.[0]);
      const rect = sheet.getBoundingClientRect();
      if (rect.bottom <= box.top + 1 || rect.top >= box.bottom - 1) continue;
      const down = (y: number) => number - 1 + Math.min(1, Math.max(0, (y - rect.top) / rect.height));
      const across = (x: number) => Math.min(1, Math.max(0, (x - rect.left) / rect.width));
      const [top, bottom] = [down(box.top), down(box.bottom)];
      const [left, right] = [across(box.left), across(box.right)];
      edges = edges
        ? { ...edges, top: Math.min(edges.top, top), bottom: Math.max(edges.bottom, bottom) }
        : { top, bottom, left, right };
    }
    return edges;
  }, vi("reader.pages"));
}

/** All the leader sees is on the other's screen. */
async function expectContains(leader: Page, other: Page) {
  await expect(async () => {
    const [wanted, got] = [await seen(leader), await seen(other)];
    if (!wanted || !got) throw new Error("no page on screen");
    // A hair for rounding, and the gaps between pages, which belong to none.
    expect(got.top).toBeLessThanOrEqual(wanted.top + 0.02);
    expect(got.bottom).toBeGreaterThanOrEqual(wanted.bottom - 0.02);
    expect(got.left).toBeLessThanOrEqual(wanted.left + 0.02);
    expect(got.right).toBeGreaterThanOrEqual(wanted.right - 0.02);
  }).toPass({ timeout: 20_000 });
}

const button = (page: Page, name: string) => page.getByRole("button", { name });
/** The one large button of the bar, whatever it says of the leader. */
const corner = (page: Page, name: string) =>
  page
    .getByRole("navigation", { name: vi("reader.pages") })
    .getByRole("button", { name: new RegExp(`^${name}`) });

test("the chair leads, tablets follow, break free and come back; a presenter asks and is given the lead", async ({
  browser,
}) => {
  test.setTimeout(240_000);
  const [first, second] = papers as [string, string];
  const chair = await seat(browser, "chutich", sizes.tablet, `/papers/${first}?from=chair`);
  const upright = await seat(browser, "dat.vt", sizes.portrait, "");
  const phone = await seat(browser, "thuoc.cv", sizes.phone, "");
  await reader.expectPainted(chair.page.getByRole("group", { name: /^Trang 1 / }));

  await test.step("the chair takes the lead, and it is offered, not forced", async () => {
    await button(chair.page, vi("follow.lead")).click();
    await chair.page
      .getByRole("dialog")
      .getByRole("button", { name: vi("follow.self") })
      .click();
    await expect(corner(chair.page, vi("follow.stop"))).toBeVisible();
    for (const { page } of [upright, phone]) {
      await expect(told(page)).toContainText(vi("follow.chairLeads"));
      expect(page.url()).not.toContain("/papers/");
    }
  });

  await test.step("whoever follows sees all the chair sees, whatever the shape", async () => {
    await button(upright.page, vi("follow.chair")).last().click();
    await button(phone.page, vi("follow.chair")).last().click();
    for (const { page } of [upright, phone]) {
      await expect(page).toHaveURL(new RegExp(first));
      await expect(corner(page, vi("follow.followingChair"))).toContainText(CHAIR);
    }
    await reader.turnPage(chair.page);
    await reader.turnPage(chair.page);
    for (const { page } of [upright, phone]) await expectContains(chair.page, page);
    for (let step = 0; step < 3; step++) await button(chair.page, vi("reader.zoomIn")).click();
    await chair.page
      .getByRole("region", { name: vi("reader.pages") })
      .evaluate((box) => box.scrollBy(120, 300));
    for (const { page } of [upright, phone]) await expectContains(chair.page, page);
    // Turned the other way, it still sees all of it.
    await upright.page.setViewportSize(sizes.tablet);
    await expectContains(chair.page, upright.page);
    await upright.page.setViewportSize(sizes.portrait);
    await expectContains(chair.page, upright.page);
  });

  await test.step("any movement of one's own breaks free; one touch comes back", async () => {
    await upright.page
      .getByRole("region", { name: vi("reader.pages") })
      .evaluate((box) => box.scrollBy(0, 900));
    await expect(corner(upright.page, vi("follow.chair"))).toBeVisible();
    const before = await seen(upright.page);
    await reader.turnPage(chair.page);
    await expectContains(chair.page, phone.page);
    expect(await seen(upright.page)).toEqual(before);
    await corner(upright.page, vi("follow.chair")).click();
    await expectContains(chair.page, upright.page);
  });

  await test.step("the chair points", async () => {
    await button(chair.page, vi("follow.point")).click();
    const box = await chair.page.getByRole("region", { name: vi("reader.pages") }).boundingBox();
    if (!box) throw new Error("no page");
    const pointing = upright.page.getByText(vi("follow.points", { name: CHAIR })).filter({ visible: true });
    await chair.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await chair.page.mouse.move(box.x + box.width / 2 + 20, box.y + box.height / 2);
    await expect(pointing).toHaveCount(1);
    await chair.page.mouse.move(2, 2);
    await expect(pointing).toHaveCount(0);
    await button(chair.page, vi("follow.point")).click();
  });

  await test.step("followers go along to another paper; who reads alone is left alone", async () => {
    await upright.page
      .getByRole("region", { name: vi("reader.pages") })
      .evaluate((box) => box.scrollBy(0, -200));
    await expect(corner(upright.page, vi("follow.chair"))).toBeVisible();
    await chair.page.goto(`${server.url}/room/meetings/${meeting}/papers/${second}?from=chair`);
    await reader.expectPainted(chair.page.getByRole("group", { name: /^Trang 1 / }));
    await corner(chair.page, vi("follow.lead")).click();
    await expect(phone.page).toHaveURL(new RegExp(second));
    await expectContains(chair.page, phone.page);
    expect(upright.page.url()).toContain(first);
    await expect(reader.told(upright.page)).toContainText(vi("follow.chairLeads"));
  });

  await test.step("a presenter asks; the chair gives the lead; everybody who follows follows on", async () => {
    const presenter = await seat(browser, "ha.ntm", sizes.smallTablet, `/papers/${first}`);
    await reader.expectPainted(presenter.page.getByRole("group", { name: /^Trang 1 / }));
    await button(presenter.page, vi("follow.ask")).click();
    await expect(reader.told(presenter.page)).toContainText(vi("follow.waiting"));
    await expect(reader.told(chair.page)).toContainText(vi("follow.asks", { name: PRESENTER }));
    await reader
      .told(chair.page)
      .getByRole("button", { name: vi("follow.decline") })
      .click();
    await expect(reader.told(presenter.page)).toContainText(vi("follow.declined"));
    await reader
      .told(presenter.page)
      .getByRole("button", { name: vi("common.dismiss") })
      .click();
    await button(presenter.page, vi("follow.ask")).click();
    await reader
      .told(chair.page)
      .getByRole("button", { name: vi("follow.grant") })
      .click();
    await expect(corner(presenter.page, vi("follow.stop"))).toBeVisible();
    await expect(phone.page).toHaveURL(new RegExp(first));
    await reader.turnPage(presenter.page);
    await expectContains(presenter.page, phone.page);
    // The chair follows like everybody else, and takes the lead back.
    await corner(chair.page, vi("follow.presenter")).click();
    await expectContains(presenter.page, chair.page);
    await presenter.page.context().close();
    presenter.watched.clean();
  });

  await test.step("the next item: who follows goes along, who reads alone reads on", async () => {
    await ask(chair.page, "POST", `/api/meetings/${meeting}/session/advance`, { to: "next" });
    await expect(phone.page).not.toHaveURL(/papers/);
    expect(upright.page.url()).toContain(first);
    await expect(reader.told(upright.page)).toContainText("3");
  });
  for (const { watched } of [chair, upright, phone]) watched.clean();
});
