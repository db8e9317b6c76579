// A vote between tablets, a phone, the chair's console and the wall; and a ballot cast with the network cut.
import { type Browser, expect, type Page, test } from "@playwright/test";
import { ask, type Login, leaveAll, openBrowser, type Size, signIn, sizes, todaysMeeting } from "./house";
import { look, reflows } from "./look";
import * as room from "./room";
import { Server } from "./server";
import { watch } from "./watch";
import { type Language, words } from "./words";

const SILENCE = { timeout: 40_000 };
const BACK = { timeout: 60_000 };

let server: Server;
let meeting: string;
test.beforeEach(async ({ browser }) => {
  server = await Server.start();
  const chair = await openBrowser(browser, sizes.tablet);
  await signIn(chair, server, "chutich", "/room");
  meeting = await todaysMeeting(chair);
  await ask(chair, "POST", `/api/meetings/${meeting}/attendance`, {});
  await ask(chair, "POST", `/api/meetings/${meeting}/session/open`, {});
  for (const _ of [2, 3, 4])
    await ask(chair, "POST", `/api/meetings/${meeting}/session/advance`, { to: "next" });
  await chair.context().close();
});
test.afterEach(async ({ browser }) => {
  await leaveAll({ browser });
  await server.stop();
});

/** Somebody of the room, checked in or not, with the meeting on screen. */
async function sit(browser: Browser, login: Login, size: Size, language: Language = "vi", here = true) {
  const page = await openBrowser(browser, size, language);
  const watched = await watch(page);
  await signIn(page, server, login, "/room", language);
  if (here) await ask(page, "POST", `/api/meetings/${meeting}/attendance`, {});
  await page.goto(`${server.url}/room/meetings/${meeting}`);
  return { page, watched, t: words[language] };
}

async function preside(browser: Browser, language: Language = "vi") {
  const page = await openBrowser(browser, sizes.tablet, language);
  const watched = await watch(page);
  await signIn(page, server, "chutich", `/chair/meetings/${meeting}`, language);
  return { page, watched, t: words[language] };
}

const { vi } = words;
const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: true });
const choice = (page: Page, name: string) => page.getByRole("button", { name: new RegExp(name) });
const receipt = /[0-9A-Z]{4} [0-9A-Z]{4}/;

test("a question is put, voted on and counted, seen by everybody", async ({ browser }) => {
  test.setTimeout(300_000);
  const ha = await sit(browser, "ha.ntm", sizes.tablet);
  const dat = await sit(browser, "dat.vt", sizes.portrait);
  const phone = await sit(browser, "thuoc.cv", sizes.phone, "en");
  const late = await sit(browser, "khai.pd", sizes.tablet, "vi", false);
  const chair = await preside(browser);
  // A thousand tablets that look on ask for nothing: what others cast is told to them.
  const asked: string[] = [];
  dat.page.on("request", (request) => request.url().endsWith("/ballot") && asked.push(request.url()));
  const wall = await openBrowser(browser, sizes.wall);
  await signIn(wall, server, "manhinh", "/wall");

  await test.step("the chair puts the question", async () => {
    await button(chair.page, vi("motion.title")).click();
    const dialog = chair.page.getByRole("dialog", { name: vi("motion.putTitle") });
    await expect(dialog.getByLabel(vi("motion.question"))).not.toBeEmpty();
    await look(chair.page, "vote-put", { held: true });
    await dialog.getByLabel(vi("motion.question")).fill("  ");
    await button(chair.page, vi("motion.put")).click();
    await expect(dialog.getByRole("alert")).toBeVisible();
    await dialog
      .getByLabel(vi("motion.question"))
      .fill(
        "Trình HĐND tỉnh dự thảo Nghị quyết điều chỉnh Kế hoạch đầu tư công trung hạn giai đoạn 2026–2030",
      );
    await button(chair.page, vi("motion.put")).click();
    await expect(dialog).toBeHidden();
    await expect(chair.page.getByRole("main")).toContainText(vi("motion.open"));
    for (const size of ["tablet", "portrait", "phone"] as const) {
      await chair.page.setViewportSize(sizes[size]);
      await look(chair.page, `vote-console-${size}`, { held: true });
    }
    await reflows(chair.page, "vote-console");
    await chair.page.setViewportSize(sizes.tablet);
  });

  await test.step("every tablet says so where it always speaks; the wall shows it", async () => {
    await expect(room.told(ha.page)).toContainText(vi("motion.asked"));
    await expect(wall.getByRole("main")).toContainText(vi("motion.wallOpen"));
    await look(ha.page, "vote-asked-tablet", { held: true });
    await look(wall, "vote-wall-open");
    for (const size of ["portrait", "phone"] as const) {
      await ha.page.setViewportSize(sizes[size]);
      await look(ha.page, `vote-asked-${size}`, { held: true });
    }
    await ha.page.setViewportSize(sizes.tablet);
    // From within a paper it is one touch, too.
    await ha.page.getByRole("link", { name: /trang/ }).first().click();
    const strip = ha.page.getByRole("region", { name: vi("reader.strip.label") });
    await expect(strip).toContainText(vi("motion.asked"));
    await strip.getByRole("button", { name: vi("motion.vote") }).click();
    await expect(choice(ha.page, vi("motion.choice.for"))).toBeVisible();
  });

  await test.step("chosen, sent once, and counted only with a receipt", async () => {
    await look(ha.page, "vote-page-tablet", { held: true });
    await choice(ha.page, vi("motion.choice.against")).click();
    await choice(ha.page, `^${vi("motion.chosen")}.*${vi("motion.choice.against")}`).waitFor();
    await ha.page
      .getByRole("button", { name: new RegExp(`${vi("motion.choice.for")}$`) })
      .first()
      .click();
    for (const size of ["tablet", "portrait", "phone"] as const) {
      await ha.page.setViewportSize(sizes[size]);
      await look(ha.page, `vote-chosen-${size}`, { held: true });
    }
    await reflows(ha.page, "vote-chosen");
    await ha.page.setViewportSize(sizes.tablet);
    await button(ha.page, vi("motion.send")).click();
    await expect(ha.page.getByText(receipt)).toBeVisible();
    for (const size of ["tablet", "portrait", "phone"] as const) {
      await ha.page.setViewportSize(sizes[size]);
      await look(ha.page, `vote-sent-${size}`, { held: true });
    }
    await ha.page.setViewportSize(sizes.tablet);
    // It is still there after the page is opened anew.
    const shown = await ha.page.getByText(receipt).textContent();
    await ha.page.reload();
    await expect(ha.page.getByText(receipt)).toHaveText(shown ?? "");
    await expect(button(ha.page, vi("motion.send"))).toBeHidden();
  });

  await test.step("whoever has not come is told why they cannot vote", async () => {
    await expect(room.told(late.page)).not.toContainText(vi("motion.asked"));
    await late.page.goto(`${server.url}/room/meetings/${meeting}/vote`);
    await expect(late.page.getByText(vi("motion.absent"))).toBeVisible();
    await look(late.page, "vote-absent", { held: true });
  });

  await test.step("in English, on a phone; and the chair votes at the console", async () => {
    await button(phone.page, phone.t("motion.vote")).click();
    await look(phone.page, "vote-page-phone-en", { held: true });
    await choice(phone.page, phone.t("motion.choice.abstain")).click();
    await button(phone.page, phone.t("motion.send")).click();
    await expect(phone.page.getByText(receipt)).toBeVisible();
    await look(phone.page, "vote-sent-phone-en", { held: true });
    await button(chair.page, vi("motion.vote")).click();
    await choice(chair.page, vi("motion.choice.for")).first().click();
    await look(chair.page, "vote-own-console", { held: true });
    await button(chair.page, vi("motion.send")).click();
    await expect(chair.page.getByText(receipt)).toBeVisible();
    await chair.page.getByRole("dialog").getByRole("contentinfo").getByRole("button").click();
    await expect(chair.page.getByText(vi("motion.missing", { count: 1 }))).toBeVisible();
  });

  await test.step("closed while somebody has not voted: asked about first, then counted for everybody", async () => {
    await button(chair.page, new RegExp(`^${vi("motion.close")}`)).click();
    const question = chair.page.getByRole("dialog", { name: vi("motion.closeTitle", { count: 1 }) });
    await expect(question).toBeVisible();
    await look(chair.page, "vote-closing", { held: true });
    await button(chair.page, vi("motion.close")).click();
    await expect(chair.page.getByRole("main")).toContainText(vi("motion.notCarried"));
    await expect(wall.getByRole("main")).toContainText(vi("motion.notCarried"));
    await expect(ha.page.getByRole("main")).toContainText(vi("motion.notCarried"));
    await expect(room.told(dat.page)).toContainText("2/");
    await look(wall, "vote-wall-counted");
    for (const size of ["tablet", "portrait", "phone"] as const) {
      await chair.page.setViewportSize(sizes[size]);
      await look(chair.page, `vote-console-counted-${size}`, { held: true });
      await ha.page.setViewportSize(sizes[size]);
      await look(ha.page, `vote-counted-${size}`, { held: true });
    }
    await reflows(ha.page, "vote-counted");
    await ha.page.setViewportSize(sizes.tablet);
    await chair.page.setViewportSize(sizes.tablet);
    await look(phone.page, "vote-counted-phone-en", { held: true });
    await look(dat.page, "vote-result-told-portrait", { held: true });
    expect(asked).toEqual([]);
    await button(ha.page, vi("motion.byNameShow")).click();
    await expect(ha.page.getByRole("row", { name: /Nguyễn Thị Minh Hà/ })).toContainText(
      vi("motion.choice.for"),
    );
    await expect(ha.page.getByRole("row", { name: /Nguyễn Thị Minh Hà/ })).toContainText(receipt);
    await look(ha.page, "vote-names", { held: true });
  });

  await test.step("the meeting goes on, and at its end the votes are still there", async () => {
    await button(chair.page, new RegExp(`^${vi("chair.bar.next")}`)).click();
    await expect(wall.getByRole("main")).not.toContainText(vi("motion.notCarried"));
    await ask(chair.page, "POST", `/api/meetings/${meeting}/session/close`, {});
    await expect(chair.page.getByRole("heading", { name: vi("motion.results") })).toBeVisible();
    await look(chair.page, "vote-summary", { held: true });
    await expect(dat.page.getByRole("heading", { name: vi("motion.results") })).toBeVisible();
    await look(dat.page, "vote-after-portrait", { held: true });
  });
  for (const seat of [ha, dat, phone, late, chair]) seat.watched.clean();
});

test("a ballot chosen without network is kept on the tablet, and counts once with a receipt", async ({
  browser,
}) => {
  test.setTimeout(240_000);
  const ha = await sit(browser, "ha.ntm", sizes.tablet);
  const dat = await sit(browser, "dat.vt", sizes.tablet);
  const chair = await preside(browser);
  const motion = { question: "Thông qua chương trình", minutes: 5 };
  const path = `/api/meetings/${meeting}`;
  const { view } = await ask<{ view: { agenda: { current: string } } }>(
    chair.page,
    "GET",
    `${path}?door=room`,
  );
  await ask(chair.page, "POST", `${path}/motions`, { item_id: view.agenda.current, ...motion });
  for (const { page } of [ha, dat]) {
    // A tap meant for what stood in the corner before is not taken for a vote.
    await expect(async () => {
      await button(page, vi("motion.vote")).click();
      await expect(choice(page, vi("motion.choice.for")).first()).toBeVisible({ timeout: 2_000 });
    }).toPass();
    await page.context().setOffline(true);
    await choice(page, `^.*${vi("motion.choice.against")}`)
      .first()
      .click();
    await button(page, vi("motion.send")).click();
    await expect(page.getByText(vi("motion.keptTitle")).first()).toBeVisible(SILENCE);
  }
  await expect(ha.page.getByText(receipt)).toBeHidden();
  await look(ha.page, "vote-kept-tablet", { held: true });
  await ha.page.setViewportSize(sizes.phone);
  await look(ha.page, "vote-kept-phone", { held: true });
  await ha.page.setViewportSize(sizes.tablet);
  // Thought better of: chosen anew, still without network.
  await button(ha.page, vi("motion.takeBack")).click();
  await choice(ha.page, `^.*${vi("motion.choice.abstain")}`)
    .first()
    .click();
  await expect(async () => {
    await button(ha.page, vi("motion.send")).click({ timeout: 2_000 });
    await expect(ha.page.getByText(vi("motion.keptTitle")).first()).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await ha.page.context().setOffline(false);
  await expect(ha.page.getByText(receipt)).toBeVisible(BACK);
  // The other comes back after the vote was closed: it is said, and not counted.
  await button(chair.page, new RegExp(`^${vi("motion.close")}`)).click();
  await button(chair.page, vi("motion.close")).click();
  await expect(chair.page.getByRole("main")).toContainText(vi("motion.notCarried"));
  await dat.page.context().setOffline(false);
  await expect(dat.page.getByRole("dialog")).toContainText("không được tính", BACK);
  await look(dat.page, "vote-too-late", { held: true });
  const { votes } = await ask<{ votes: { tally: object; ballots: object[] }[] }>(
    chair.page,
    "GET",
    `${path}/motions`,
  );
  expect(votes[0]?.tally).toMatchObject({ for: 0, against: 0, abstain: 1 });
  expect(votes[0]?.ballots).toHaveLength(1);
});
