// Papers from a department's folder to a found line on a tablet: thirty at once, cut in the middle, filed, compared, found.
import { resolve } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import * as desk from "./desk";
import { leaveAll, openBrowser, signIn, sizes, todaysMeeting } from "./house";
import * as made from "./made";
import * as reader from "./reader";
import { Server } from "./server";
import { watch } from "./watch";
import { vi } from "./words";

const LONG = { timeout: 90_000 };
const demoPapers = resolve(import.meta.dirname, "../../crates/server/demo/papers");
const demo = (name: string) => resolve(demoPapers, name);

let server: Server;
let meeting: string;
test.beforeAll(async () => {
  server = await Server.start();
});
test.afterEach(leaveAll);
test.afterAll(() => server.stop());

async function atPapers(page: Page) {
  await signIn(page, server, "thuky", "/desk");
  meeting = await todaysMeeting(page);
  await page.goto(`${server.url}/desk/meetings/${meeting}?tab=papers`);
  await expect(page.getByRole("table")).toBeVisible();
}

const summary = (page: Page) => page.getByRole("region", { name: vi("papers.intake.summary.label") });
const row = (page: Page, file: string) => page.getByRole("row").filter({ hasText: file });

async function sendAll(page: Page, files: made.Made[]) {
  await page.getByLabel(vi("desk.papers.add"), { exact: true }).setInputFiles(files);
  await page
    .getByRole("dialog")
    .getByRole("button", { name: vi("desk.papers.send", { count: files.length }) })
    .click();
}

test("thirty files at once, some of them bad", async ({ browser }) => {
  test.setTimeout(240_000);
  const page = await openBrowser(browser, sizes.desk);
  const watched = await watch(page);
  await atPapers(page);
  const good = Array.from({ length: 24 }, (_, place) =>
    made.pdf(`bao-cao-so-${place + 1}.pdf`, `Bao cao ${place + 1}`),
  );
  const files = [
    ...good,
    made.page("trang-web.pdf"),
    { ...made.pdf("bi-cat.pdf", "Bi cat"), buffer: Buffer.from("%PDF-1.4\n1 0 obj") },
    made.locked("mat-1.pdf"),
    made.word("to-trinh-kinh-phi.docx"),
    { name: "rong.pdf", mimeType: "application/pdf", buffer: Buffer.alloc(0) },
    made.pdf("bao-cao-so-1-ban-sao.pdf", "Bao cao 1"),
  ];
  expect(files).toHaveLength(30);
  await sendAll(page, files);

  await test.step("the batch is summed up, each bad file says why", async () => {
    await expect(summary(page)).toContainText(vi("papers.intake.summary.needs_password", { count: 1 }), LONG);
    await expect(row(page, "trang-web.pdf")).toContainText(vi("papers.intake.stage.refused"), LONG);
    await expect(row(page, "bi-cat.pdf")).toContainText(vi("papers.intake.stage.refused"), LONG);
    await expect(row(page, "rong.pdf")).toContainText(vi("papers.intake.stage.refused"), LONG);
    await expect(summary(page)).toContainText(vi("papers.intake.summary.done", { done: 25, count: 30 }), {
      timeout: 180_000,
    });
  });

  await test.step("a wrong password is told, the right one opens the file", async () => {
    await summary(page)
      .getByRole("button", { name: vi("papers.intake.summary.needs_password", { count: 1 }) })
      .click();
    const box = page.getByLabel(vi("papers.intake.passwordOf", { file: "mat-1.pdf" }));
    await expect(box).toBeFocused();
    await box.fill("sai");
    await page.keyboard.press("Enter");
    await expect(row(page, "mat-1.pdf").getByRole("alert")).toBeVisible(LONG);
    await box.fill(made.PASSWORD_OF_LOCKED);
    await page.keyboard.press("Enter");
    await expect(summary(page)).toContainText(
      vi("papers.intake.summary.done", { done: 26, count: 30 }),
      LONG,
    );
  });

  await test.step("the same bytes twice are recognised, and stand in the item once", async () => {
    await expect(row(page, "bao-cao-so-1-ban-sao.pdf")).toContainText(
      vi("papers.intake.duplicateIn", { title: "Bao cao so 1", number: 1 }),
    );
  });

  await test.step("what was refused is put away", async () => {
    for (const file of ["trang-web.pdf", "bi-cat.pdf", "rong.pdf", "bao-cao-so-1-ban-sao.pdf"]) {
      await page.getByRole("button", { name: vi("papers.intake.putAwayOf", { file }) }).click();
      await expect(row(page, file)).toHaveCount(0);
    }
  });
  watched.clean();
});

test("an upload cut in the middle goes on where it was, after a reload too", async ({ browser }) => {
  test.setTimeout(180_000);
  const page = await openBrowser(browser, sizes.desk);
  await atPapers(page);
  const big = made.pdf("ban-ve-lon.pdf", "Ban ve", 20 * 1024 * 1024);
  let parts = 0;
  await page.route("**/intakes/*/bytes", (route) => (++parts > 1 ? route.abort() : route.continue()));
  await sendAll(page, [big]);
  await expect(row(page, big.name)).toContainText(vi("papers.intake.stage.cut"), LONG);

  page.on("dialog", (dialog) => void dialog.accept());
  await page.reload();
  await page.unroute("**/intakes/*/bytes");
  await expect(row(page, big.name)).toContainText(vi("papers.intake.stage.interrupted"), LONG);
  const offsets: number[] = [];
  page.on("request", (request) => {
    if (request.method() === "PATCH") offsets.push(Number(request.headers()["upload-offset"]));
  });
  await desk.chooseFile(page, vi("papers.intake.chooseAgainOf", { file: big.name }), big);
  await expect(row(page, big.name)).toHaveCount(0, LONG);
  await expect(row(page, "Ban ve lon")).toContainText(vi("desk.papers.readyState"), LONG);
  expect(offsets[0]).toBe(8 * 1024 * 1024);
});

test("a paper is filed as its first page says, compared with its new version, and found", async ({
  browser,
}) => {
  test.setTimeout(180_000);
  const page = await openBrowser(browser, sizes.desk);
  const watched = await watch(page);
  await atPapers(page);

  let number = "";
  await test.step("the secretary takes over what the first page says", async () => {
    await desk.chooseFile(
      page,
      vi("desk.papers.addTo", { number: 1 }),
      demo("08-to-trinh-bang-gia-dat-2027.pdf"),
    );
    const link = page.getByRole("link", { name: /08 to trinh bang gia dat 2027/i });
    number = /(\d+\.\d+):/.exec((await link.getAttribute("aria-label", LONG)) ?? "")?.[1] ?? "";
    await link.click();
    const filing = page.getByRole("region", { name: vi("papers.filing.title") });
    await expect(filing.getByRole("row", { name: /331\/TTr-SNNMT/ })).toBeVisible(LONG);
    await filing.getByRole("button", { name: /^Nhận cả/ }).click();
    await expect(
      filing.getByRole("row", { name: new RegExp(vi("papers.filing.field.symbol")) }),
    ).toContainText(vi("papers.filing.agrees"));
    await page.getByRole("link", { name: vi("papers.page.back") }).click();
  });

  await test.step("a new version is compared with the old one", async () => {
    await desk.chooseFile(
      page,
      vi("desk.papers.replaceOf", { number }),
      demo("09-bao-cao-tham-dinh-bang-gia-dat.pdf"),
    );
    await expect(page.getByRole("row", { name: new RegExp(`^${number} `) })).toContainText(
      vi("desk.papers.versionOf", { version: 2 }),
      LONG,
    );
    await page.getByRole("link", { name: new RegExp(`tài liệu ${number}:`) }).click();
    await page
      .getByRole("link", { name: vi("papers.versions.compareLong", { version: 2, before: 1 }) })
      .click(LONG);
    await expect(page.getByRole("deletion").first()).toBeVisible(LONG);
    await expect(page.getByRole("insertion").first()).toBeVisible();
    await page.getByRole("button", { name: vi("papers.comparison.next") }).click();
    await expect(page.getByRole("navigation", { name: vi("papers.comparison.pages") })).toBeVisible();
  });

  await test.step("a member finds a line without typing marks, and it is shown on its page", async () => {
    const member = await openBrowser(browser, sizes.tablet);
    await signIn(member, server, "ha.ntm", `/room/meetings/${meeting}`);
    await member.getByRole("link", { name: vi("search.title") }).click();
    await member.getByLabel(vi("search.box")).fill("giai ngan von dau tu cong");
    await member.keyboard.press("Enter");
    const hits = member.getByRole("region", { name: vi("search.results") });
    // Names come before pages: a paper so called has no line to show.
    await hits
      .getByRole("link", { name: /Trang \d+:/ })
      .first()
      .click(LONG);
    await reader.expectPainted(member.getByRole("group", { name: /^Trang / }).first());
    await expect(member.locator("svg rect").first()).toBeAttached();
  });
  watched.clean();
});
