// A new tablet on a network without internet: walked through trusting the house over plain HTTP, and let on once it does.
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { leaveAll, openBrowser, signIn, sizes } from "./house";
import { Server } from "./server";
import { watch } from "./watch";
import { vi, words } from "./words";

let server: Server;
test.beforeAll(async () => {
  server = await Server.start("--tls", "house");
});
test.afterEach(leaveAll);
test.afterAll(() => server.stop());

const agents = {
  ipad: "Mozilla/5.0 (iPad; CPU OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
  android:
    "Mozilla/5.0 (Linux; Android 14; SM-X210) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
  windows:
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0",
};

for (const [kind, size, language] of [
  ["ipad", sizes.tablet, "vi"],
  ["ipad", sizes.portrait, "en"],
  ["android", sizes.phone, "vi"],
  ["windows", sizes.smallTablet, "en"],
] as const) {
  test(`${kind} is told what to do, in ${language} at ${size.width}`, async ({ browser }) => {
    const t = words[language];
    const context = await browser.newContext({
      viewport: size,
      userAgent: agents[kind],
      ignoreHTTPSErrors: false,
    });
    await context.addInitScript((chosen) => localStorage.setItem("nghisu.language", chosen), language);
    const page = await context.newPage();
    await page.goto(`${server.plainUrl}/room`);
    await expect(page).toHaveURL(`${server.plainUrl}/trust?to=/room`);
    await expect(page.getByRole("heading", { name: t("trust.title") })).toBeVisible();
    await expect(page.getByText(t("trust.notYet"))).toBeVisible();
    await expect(page.getByRole("button", { name: t(`trust.${kind}`) })).toHaveAttribute(
      "aria-pressed",
      "true",
    );
    await expect(page.getByRole("listitem").filter({ hasText: t(`trust.${kind}Steps.four`) })).toBeVisible();
    await page.getByRole("button", { name: t("trust.tryAgain") }).click();
    await expect(page.getByText(t("trust.stillNot"))).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`)).toEqual(
      [],
    );
    await page.screenshot({
      path: `test-results/trust-${kind}-${size.width}-${language}.png`,
      fullPage: true,
    });

    const taken = page.waitForEvent("download");
    await page.getByRole("link", { name: t("trust.download") }).click();
    expect((await taken).suggestedFilename()).toBe(kind === "ipad" ? "nghi-su.mobileconfig" : "nghi-su.crt");
  });
}

test("a code scanned at the desk leads there, and a tablet that trusts the house goes on by itself", async ({
  browser,
}) => {
  const desk = await openBrowser(browser, sizes.desk);
  await signIn(desk, server, "thuky", "/desk/devices");
  await desk.getByRole("button", { name: vi("desk.pairing.title") }).click();
  const dialog = desk.getByRole("dialog");
  await dialog.getByRole("combobox", { name: vi("desk.pairing.person") }).fill("minh ha");
  await desk.getByRole("option", { name: "Nguyễn Thị Minh Hà" }).click();
  await dialog.getByRole("button", { name: vi("desk.pairing.show") }).click();
  const address = String(await dialog.getByText(/\/trust#/).textContent());
  await dialog.getByText(vi("trust.desk.title")).click();
  await expect(dialog.getByText(vi("trust.ipadSteps.four"))).toBeVisible();
  await desk.screenshot({ path: "test-results/trust-desk.png" });

  const tablet = await openBrowser(browser, sizes.tablet);
  const watched = await watch(tablet);
  // The code names an address others can reach; here it is this machine.
  await tablet.goto(address.replace(/^http:\/\/[^/]+/, server.plainUrl));
  await expect(tablet).toHaveURL(`${server.url}/pair`);
  await expect(tablet.getByRole("heading", { name: vi("signin.pairTitle") })).toBeVisible();
  watched.clean();
});
