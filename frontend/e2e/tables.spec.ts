// The desk's tables on a phone: laid out as small sheets, and still tables to a screen reader.
import { expect, type Page, test } from "@playwright/test";
import { leaveAll, openBrowser, signIn, sizes, todaysMeeting } from "./house";
import { look } from "./look";
import { Server } from "./server";
import { vi } from "./words";

let server: Server;
test.beforeAll(async () => {
  server = await Server.start();
});
test.afterEach(leaveAll);
test.afterAll(() => server.stop());

/** Parts of tables that no longer stand as such on the screen, and do not say what they are. */
const dumb = (page: Page): Promise<string[]> =>
  page.locator("table").evaluateAll((tables) =>
    tables
      .flatMap((table) => [table, ...table.querySelectorAll("thead, tbody, tr, th, td")])
      .filter((part) => {
        const { display } = getComputedStyle(part);
        return !display.startsWith("table") && display !== "none" && !part.hasAttribute("role");
      })
      .map((part) => `${part.tagName} ${part.textContent?.slice(0, 30)}`),
  );

/** What the browser itself tells a screen reader: how many of each part. */
async function told(page: Page): Promise<Record<string, number>> {
  const cdp = await page.context().newCDPSession(page);
  const { nodes } = await cdp.send("Accessibility.getFullAXTree");
  await cdp.detach();
  const parts: Record<string, number> = { table: 0, row: 0, columnheader: 0, cell: 0 };
  for (const { ignored, role } of nodes) {
    const name = String(role?.value);
    if (!ignored && name in parts) parts[name] = (parts[name] ?? 0) + 1;
  }
  return parts;
}

test("agenda and papers are tables to a screen reader at every width", async ({ browser }) => {
  test.setTimeout(120_000);
  const page = await openBrowser(browser, sizes.desk);
  await signIn(page, server, "thuky", "/desk");
  const meeting = await todaysMeeting(page);
  for (const tab of ["agenda", "papers", "attendees", "journal"] as const) {
    await page.setViewportSize(sizes.desk);
    await page.goto(`${server.url}/desk/meetings/${meeting}?tab=${tab}`);
    await expect(page.getByRole("table").first()).toBeVisible();
    await expect(page.getByRole("row").nth(2)).toBeVisible();
    const wide = await told(page);
    expect(wide.row, tab).toBeGreaterThan(2);
    await page.setViewportSize(sizes.phone);
    expect(await dumb(page), tab).toEqual([]);
    const narrow = await told(page);
    expect([tab, narrow.table, narrow.row, narrow.columnheader]).toEqual([
      tab,
      wide.table,
      wide.row,
      wide.columnheader,
    ]);
    await look(page, `table-${tab}-phone`);
  }
});

test("a row of the agenda is read as before on a phone", async ({ browser }) => {
  const page = await openBrowser(browser, sizes.phone);
  await signIn(page, server, "thuky", "/desk");
  const meeting = await todaysMeeting(page);
  await page.goto(`${server.url}/desk/meetings/${meeting}?tab=agenda`);
  await expect(page.getByRole("row", { name: /Bảng giá đất|bảng giá/ }).first()).toBeVisible();
  await expect(page.getByRole("table")).toMatchAriaSnapshot(`
    - table:
      - rowgroup:
        - row:
          - columnheader "${vi("desk.agenda.order")}"
          - columnheader "${vi("desk.agenda.time")}"
          - columnheader "${vi("desk.agenda.item")}"
          - columnheader "${vi("desk.agenda.presenter")}"
          - columnheader "${vi("desk.agenda.papersGuests")}"
          - columnheader "${vi("desk.work")}"
      - rowgroup:
        - row:
          - cell:
            - button /nội dung 1/
          - cell "1"
          - cell /08:00/
          - cell /Thông qua chương trình/
          - cell /Ngô Xuân Bách/
          - cell /1 tài liệu/
          - cell:
            - button /nội dung 1/
  `);
});
