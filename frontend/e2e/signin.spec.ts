// The way in: by password, by a tablet paired at the desk, and out again when the desk takes the tablet back.
import { expect, type Page, test } from "@playwright/test";
import { leaveAll, openBrowser, signIn, sizes, todaysMeeting } from "./house";
import { Server } from "./server";
import { vi, words } from "./words";

const OWNER = "Nguyễn Thị Minh Hà";
const PIN = "274951";

let server: Server;
test.beforeAll(async () => {
  server = await Server.start();
});
test.afterEach(leaveAll);
test.afterAll(() => server.stop());

const refusals = { vi: /Tên đăng nhập hoặc mật khẩu/, en: /login or the password is not right/ };
for (const language of ["vi", "en"] as const) {
  test(`a wrong password is refused in words, in ${language}`, async ({ browser }) => {
    const t = words[language];
    const page = await openBrowser(browser, sizes.tablet, language);
    await page.goto(`${server.url}/signin`);
    await page.getByLabel(t("signin.login")).fill("thuky");
    await page.getByLabel(t("signin.password")).fill("not the password");
    await page.getByRole("button", { name: t("signin.enter") }).click();
    await expect(page.getByRole("alert")).toContainText(refusals[language]);
    await expect(page).toHaveURL(/\/signin/);
    await expect(page.getByLabel(t("signin.login"))).toHaveValue("thuky");
  });
}

test("a tablet is paired by its QR code, opens by PIN, and is thrown out when revoked", async ({
  browser,
}) => {
  const desk = await openBrowser(browser, sizes.desk);
  await signIn(desk, server, "thuky", "/desk/devices");
  await desk.getByRole("button", { name: vi("desk.pairing.title") }).click();
  const dialog = desk.getByRole("dialog");
  await dialog.getByRole("combobox", { name: vi("desk.pairing.person") }).fill("minh ha");
  await desk.getByRole("option", { name: OWNER }).click();
  await dialog.getByRole("button", { name: vi("desk.pairing.show") }).click();
  await expect(dialog.getByRole("img", { name: vi("desk.pairing.qr") })).toBeVisible();
  const address = String(await dialog.getByText(/\/pair#/).textContent());
  expect(address).toMatch(new RegExp(`^${server.url}/pair#\\S+$`));

  const tablet = await openBrowser(browser, sizes.portrait);
  await tablet.goto(address);
  await expect(tablet.getByRole("heading", { name: vi("signin.pairTitle") })).toBeVisible();
  // The code is a secret: it leaves the address bar at once.
  await expect(tablet).toHaveURL(`${server.url}/pair`);
  await press(tablet, vi("signin.choosePin"), "123456");
  await expect(tablet.getByRole("alert")).toHaveText(vi("signin.pinTooSimple"));
  await press(tablet, vi("signin.choosePin"), PIN);
  await press(tablet, vi("signin.repeatPin"), "111222");
  await expect(tablet.getByRole("alert")).toHaveText(vi("signin.pinsDiffer"));
  await press(tablet, vi("signin.choosePin"), PIN);
  await press(tablet, vi("signin.repeatPin"), PIN);
  await expect(tablet).not.toHaveURL(/\/pair/);
  await expect(dialog.getByText(vi("desk.pairing.done"))).toBeVisible();
  await dialog
    .getByRole("button", { name: vi("common.close") })
    .last()
    .click();
  await expect(desk.getByRole("row", { name: OWNER })).toBeVisible();

  // The session ends, the pairing stays: the tablet knows its owner and asks for the PIN alone.
  await tablet.evaluate(() => fetch("/api/session", { method: "DELETE" }));
  await tablet.reload();
  await expect(tablet.getByRole("heading", { name: OWNER })).toBeVisible();
  await press(tablet, vi("signin.pin"), "999111");
  await expect(tablet.getByRole("alert")).toContainText("Còn 4 lần thử");
  await press(tablet, vi("signin.pin"), PIN);
  await expect(tablet).not.toHaveURL(/\/signin/);
  await tablet.goto(`${server.url}/room/meetings/${await todaysMeeting(tablet)}`);
  await expect(tablet.getByRole("button", { name: vi("room.checkIn") })).toBeVisible();

  await desk.getByRole("button", { name: vi("desk.devices.revokeOf", { name: OWNER }) }).click();
  await desk
    .getByRole("dialog")
    .getByRole("button", { name: vi("desk.devices.revokeAct") })
    .click();
  await expect(desk.getByRole("row", { name: OWNER })).toHaveCount(0);
  await expect(tablet.getByText(vi("room.signedOut"))).toBeVisible();
  await expect(tablet.getByRole("button", { name: vi("room.checkIn") })).toHaveCount(0);
  await tablet.getByRole("button", { name: vi("room.signIn") }).click();
  // No longer anybody's tablet: it asks for name and password like any browser.
  await expect(tablet.getByLabel(vi("signin.password"))).toBeVisible();
});

async function press(page: Page, label: string, pin: string) {
  const pad = page.getByRole("group", { name: label });
  await expect(pad).toBeVisible();
  for (const digit of pin) await pad.getByRole("button", { name: digit, exact: true }).click();
}
