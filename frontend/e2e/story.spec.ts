// One meeting from the secretary's desk to the wall's last picture, with everybody watching on a screen of their own.
import { existsSync, readdirSync } from "node:fs";
import { resolve } from "node:path";
import { type Browser, expect, type Page, test } from "@playwright/test";
import * as chairs from "./chair";
import * as desk from "./desk";
import { type Login, leaveAll, openBrowser, type Size, signIn, sizes } from "./house";
import * as reader from "./reader";
import * as room from "./room";
import { Server } from "./server";
import { watch } from "./watch";
import { vi } from "./words";

const TITLE = "Phiên họp chuyên đề về đất đai và nông thôn mới";
const CHAIR = "Trần Quang Vĩnh";
const MEMBERS = ["Nguyễn Thị Minh Hà", "Vũ Tiến Đạt"];
const GUEST = "Hồ Sỹ Nghĩa";
const LAND = "Dự thảo Nghị quyết về Bảng giá đất năm 2027";
const COUNTRYSIDE = "Kết quả xây dựng nông thôn mới năm 2026";
const CLOSING = "Kết luận và bế mạc";
const BREAK = vi("desk.agenda.breakTitle");

const demoPapers = resolve(import.meta.dirname, "../../crates/server/demo/papers");
const realPapers = resolve(import.meta.dirname, "../../../shared/samples/real");
const demo = (name: string) => resolve(demoPapers, name);
const REPORT = demo("08-to-trinh-bang-gia-dat-2027.pdf");
const APPRAISAL = demo("09-bao-cao-tham-dinh-bang-gia-dat.pdf");
const LATE = demo("01-chuong-trinh-phien-hop.pdf");
const NEW_REPORT = demo("06-bao-cao-tham-dinh-can-doi-von.pdf");
const GUESTS_PAPER = demo("10-bao-cao-nong-thon-moi.pdf");
/** Papers as real offices make them, where this machine has some. */
const more = existsSync(realPapers)
  ? readdirSync(realPapers)
      .filter((name) => name.endsWith(".pdf"))
      .slice(0, 3)
      .map((name) => resolve(realPapers, name))
  : [demo("12-ke-hoach-chuyen-doi-so-cap-xa.pdf")];

let server: Server;
test.beforeAll(async () => {
  server = await Server.start();
});
test.afterEach(leaveAll);
test.afterAll(() => server.stop());

/** Everything the live channel told this page, as it came over the wire. */
function listen(page: Page): string[] {
  const frames: string[] = [];
  page.on("websocket", (socket) => socket.on("framereceived", ({ payload }) => frames.push(String(payload))));
  return frames;
}

async function seat(browser: Browser, login: Login, size: Size, to: string) {
  const page = await openBrowser(browser, size);
  const watched = await watch(page);
  const frames = listen(page);
  await signIn(page, server, login, to);
  return { page, watched, frames };
}

test("a meeting, from draft to end", async ({ browser }) => {
  test.setTimeout(240_000);
  const secretary = await seat(browser, "thuky", sizes.desk, "/desk");

  await test.step("the secretary prepares the meeting", async () => {
    const { page } = secretary;
    await desk.createMeeting(page, TITLE, "Phòng họp số 2");
    await desk.invite(page, "chair", [CHAIR]);
    await desk.invite(page, "member", MEMBERS);
    await desk.invite(page, "guest", [GUEST]);
    await desk.openTab(page, "agenda");
    await desk.addMatter(page, COUNTRYSIDE, { guest: GUEST });
    await desk.addMatter(page, LAND, { presenter: "minh ha" });
    await desk.addBreak(page);
    await desk.addMatter(page, CLOSING, {});
    await desk.expectOrder(page, [COUNTRYSIDE, LAND, BREAK, CLOSING]);
    await desk.moveUpByButton(page, vi("desk.agenda.itemNumber", { number: 2 }));
    await desk.expectOrder(page, [LAND, COUNTRYSIDE, BREAK, CLOSING]);
    await desk.moveByKeyboard(page, BREAK, "Down");
    await desk.expectOrder(page, [LAND, COUNTRYSIDE, CLOSING, BREAK]);
    await desk.moveByKeyboard(page, BREAK, "Up");
    await desk.expectOrder(page, [LAND, COUNTRYSIDE, BREAK, CLOSING]);
  });

  await test.step("the secretary uploads papers, and a bad one is refused in words", async () => {
    const { page } = secretary;
    await desk.openTab(page, "papers");
    await desk.uploadPapers(page, [
      { path: REPORT, item: 1 },
      { path: APPRAISAL, item: 1 },
      { path: GUESTS_PAPER, item: 2 },
      ...more.map((path) => ({ path, item: 3 })),
    ]);
    await desk.expectPapers(page, 3 + more.length);
    await desk.expectPaperOrder(page, 1, [REPORT, APPRAISAL]);
    const bad = "danh-sach.pdf";
    await desk.chooseFile(page, vi("desk.papers.addTo", { number: 1 }), {
      name: bad,
      mimeType: "application/pdf",
      buffer: Buffer.from("Day khong phai la mot tep PDF."),
    });
    await expect(page.getByRole("alert")).toContainText("không phải PDF");
    await page.getByRole("button", { name: vi("papers.intake.putAwayOf", { file: bad }) }).click();
    await expect(page.getByRole("alert")).toHaveCount(0);
  });

  await test.step("the secretary looks through the guest's eyes, and publishes", async () => {
    const { page } = secretary;
    const seen = await desk.previewAs(page, GUEST);
    await expect(seen).toContainText(COUNTRYSIDE);
    await expect(seen).not.toContainText(LAND);
    await expect(seen).not.toContainText(CLOSING);
    await page.keyboard.press("Escape");
    await desk.publish(page);
  });

  const chair = await seat(browser, "chutich", sizes.tablet, "/chair");
  const tablet = await seat(browser, "ha.ntm", sizes.smallTablet, "/room");
  const upright = await seat(browser, "dat.vt", sizes.portrait, "/room");
  const guest = await seat(browser, "nghia.hs", sizes.tablet, "/room");
  const wall = await seat(browser, "manhinh", sizes.wall, "/wall");
  const tablets = [tablet.page, upright.page];
  const wallTitle = wall.page.getByRole("heading", { level: 1 });
  /** Everybody who may see the item sees it. */
  const everybodyIsAt = async (item: string) => {
    await chairs.expectItem(chair.page, item);
    await expect(wallTitle).toHaveText(item, { timeout: 60_000 });
    for (const page of tablets) await room.expectItem(page, item);
  };

  await test.step("attendees enter from their home screen and check in", async () => {
    for (const page of [...tablets, guest.page]) {
      await room.enter(page, TITLE);
      await room.checkIn(page);
    }
    await chairs.enter(chair.page, TITLE);
    await chairs.press(chair.page, vi("chair.before.checkIn"));
    await expect(chair.page.getByText(vi("chair.attendance.reached"))).toBeVisible();
  });

  await test.step("the chair opens: everybody is at item 1, the guest waits", async () => {
    await chairs.press(chair.page, vi("chair.before.open"));
    await everybodyIsAt(LAND);
    await expect(room.told(guest.page)).toContainText(vi("room.strip.guestWait"));
  });

  await test.step("a reader is not disturbed by a late, a replaced and a withdrawn paper", async () => {
    const { page } = tablet;
    const pages = 9;
    await room.openPaper(page, "to trinh bang gia dat 2027");
    await reader.expectPainted(reader.sheet(page, 1, pages));
    await reader.turnPage(page);
    await reader.turnPage(page);
    await reader.expectPage(page, 3, pages);
    await reader.expectPainted(reader.sheet(page, 3, pages));

    await desk.openTab(secretary.page, "papers");
    await desk.chooseFile(secretary.page, vi("desk.papers.addTo", { number: 1 }), LATE);
    await desk.expectPapers(secretary.page, 4 + more.length);
    await desk.chooseFile(secretary.page, vi("desk.papers.replaceOf", { number: "1.1" }), NEW_REPORT);
    await expect(reader.told(page)).toContainText(vi("reader.strip.replaced"));
    await reader.expectPage(page, 3, pages);
    await desk.withdrawPaper(secretary.page, "1.1");
    await expect(reader.told(page)).toContainText(vi("reader.strip.withdrawn"));
    await reader.expectPage(page, 3, pages);
    await reader.expectPainted(reader.sheet(page, 3, pages));
    await expect(room.told(upright.page)).toContainText(
      vi("room.strip.paper_withdrawn", { item: "" }).trim(),
    );
    await page.getByRole("link", { name: vi("reader.back") }).click();
    await room.expectItem(page, LAND);
  });

  await test.step("the chair moves on by the keyboard, as a clicker does: the guest's item comes", async () => {
    await chairs.clickNext(chair.page);
    await everybodyIsAt(COUNTRYSIDE);
    await room.expectItem(guest.page, COUNTRYSIDE);
    await room.openPaper(guest.page, "bao cao nong thon moi");
    await reader.expectPainted(guest.page.getByRole("group", { name: /^Trang 1 / }));
    await guest.page.getByRole("link", { name: vi("reader.back") }).click();
    await room.expectItem(guest.page, COUNTRYSIDE);
  });

  await test.step("pause and resume", async () => {
    await chairs.press(chair.page, vi("chair.bar.pause"));
    await expect(wallTitle).toContainText(vi("wall.paused"));
    await chairs.press(chair.page, vi("chair.bar.resume"));
    await everybodyIsAt(COUNTRYSIDE);
  });

  await test.step("the chair moves on by the button", async () => {
    await chairs.pressNext(chair.page);
    await everybodyIsAt(BREAK);
    await expect(room.told(guest.page)).toContainText(vi("room.strip.guestThanks"));
  });

  await test.step("the power fails: every screen recovers by itself and follows on", async () => {
    await server.kill9();
    await expect(wall.page.getByRole("status")).not.toHaveText(vi("wall.connected"));
    await server.run();
    await expect(wall.page.getByRole("status")).toHaveText(vi("wall.connected"), { timeout: 60_000 });
    await everybodyIsAt(BREAK);
    await chairs.pressNext(chair.page);
    await everybodyIsAt(CLOSING);
    await room.expectItem(guest.page, COUNTRYSIDE);
  });

  await test.step("the chair closes: wall and tablets show the end", async () => {
    await chair.page.getByRole("button", { name: vi("chair.bar.closeLast") }).click({ timeout: 30_000 });
    await chair.page
      .getByRole("dialog")
      .getByRole("button", { name: vi("chair.closing.confirm") })
      .click();
    await expect(chair.page.getByRole("heading", { name: vi("chair.summary.title") })).toBeVisible();
    await expect(wallTitle).toHaveText(vi("wall.closed"));
    for (const page of [...tablets, guest.page]) {
      await expect(page.getByRole("heading", { name: vi("room.after.title"), level: 1 })).toBeVisible();
    }
  });

  await test.step("the guest was never told what is not theirs, and nothing went wrong unseen", async () => {
    const received = guest.frames.join("\n");
    expect(received).toContain(COUNTRYSIDE);
    const page = await guest.page.content();
    for (const hidden of [LAND, CLOSING, BREAK, "bang-gia-dat"]) {
      expect(received).not.toContain(hidden);
      expect(page).not.toContain(hidden);
    }
    for (const { watched } of [secretary, chair, tablet, upright, guest, wall]) watched.clean();
  });
});
