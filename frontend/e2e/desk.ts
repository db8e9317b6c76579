// What the secretary does at the desk, step by step as on paper.
import { basename } from "node:path";
import { expect, type Locator, type Page } from "@playwright/test";
import { proposedTitle } from "../src/features/papers/proposedTitle";
import { vi } from "./words";

export async function openTab(page: Page, tab: "agenda" | "attendees" | "papers" | "journal") {
  const tabs = page.getByRole("navigation", { name: vi("desk.tabs.label") });
  await tabs.getByRole("link", { name: vi(`desk.tabs.${tab}`) }).click();
  await expect(tabs.getByRole("link", { name: vi(`desk.tabs.${tab}`) })).toHaveAttribute(
    "aria-current",
    "page",
  );
}

export async function createMeeting(page: Page, title: string, room: string) {
  await page.getByRole("button", { name: vi("desk.calendar.create") }).click();
  const form = page.getByRole("dialog");
  await form.getByLabel(vi("desk.meeting.title")).fill(title);
  await form.getByLabel(vi("desk.meeting.room")).fill(room);
  await form.getByLabel(vi("desk.meeting.date")).fill(today());
  await form.getByLabel(vi("desk.meeting.time")).fill("14h00");
  await form.getByRole("button", { name: vi("desk.calendar.createAct") }).click();
  await expect(page.getByRole("heading", { name: title, level: 1 })).toBeVisible();
}

/** The house's day, wherever the test runs. */
function today(): string {
  return new Intl.DateTimeFormat("en-GB", { timeZone: "Asia/Ho_Chi_Minh" }).format(new Date());
}

async function pick(page: Page, select: Locator, option: string) {
  await select.click();
  await page.getByRole("option", { name: option, exact: true }).click();
}

export async function invite(page: Page, role: "chair" | "member" | "guest", names: string[]) {
  await openTab(page, "attendees");
  await page.getByRole("button", { name: vi("desk.attendees.add") }).click();
  const form = page.getByRole("dialog");
  await pick(
    page,
    form.getByRole("combobox", { name: vi("desk.attendees.roleForAll") }),
    vi(`common.role.${role}`),
  );
  for (const name of names) {
    await form.getByLabel(vi("desk.attendees.search")).fill(name);
    await form.getByRole("checkbox", { name }).check();
  }
  await form.getByRole("button", { name: vi("desk.attendees.addAct", { count: names.length }) }).click();
  await expect(form).toHaveCount(0);
  for (const name of names) await expect(page.getByRole("row", { name })).toBeVisible();
}

export async function addMatter(
  page: Page,
  title: string,
  { presenter, guest }: { presenter?: string; guest?: string },
) {
  await page.getByRole("button", { name: vi("desk.agenda.addMatter") }).click();
  const form = page.getByRole("dialog");
  await form.getByLabel(vi("desk.agenda.field.title")).fill(title);
  await form.getByLabel(vi("desk.agenda.field.planned_minutes")).fill("20");
  if (presenter) {
    await form.getByRole("combobox", { name: vi("desk.agenda.field.presenter_id") }).fill(presenter);
    await page.getByRole("option").first().click();
  }
  if (guest) await form.getByRole("checkbox", { name: guest }).check();
  await form.getByRole("button", { name: vi("desk.agenda.addAct") }).click();
  await expect(form).toHaveCount(0);
  await expect(page.getByRole("row", { name: title })).toBeVisible();
}

export async function addBreak(page: Page) {
  await page.getByRole("button", { name: vi("desk.agenda.addBreak") }).click();
  const form = page.getByRole("dialog");
  await form.getByRole("button", { name: vi("desk.agenda.addAct") }).click();
  await expect(page.getByRole("row", { name: vi("desk.agenda.breakTitle") })).toBeVisible();
}

const rows = (page: Page) => page.getByRole("table").locator("tbody tr");

/** Waits until the agenda stands in this order. */
export async function expectOrder(page: Page, titles: string[]) {
  await expect(rows(page)).toContainText(titles);
}

/** By the button, for those who do not drag. */
export async function moveUpByButton(page: Page, item: string) {
  await page.getByRole("button", { name: vi("desk.agenda.upOf", { item }) }).click();
}

export async function moveByKeyboard(page: Page, item: string, way: "Up" | "Down") {
  await page.getByRole("button", { name: vi("desk.agenda.dragOf", { item }) }).focus();
  await page.keyboard.press(`Alt+Arrow${way}`);
}

/** Several files at once, each put to the item whose number stands beside it. */
export async function uploadPapers(page: Page, files: { path: string; item: number }[]) {
  await page.getByLabel(vi("desk.papers.add"), { exact: true }).setInputFiles(files.map(({ path }) => path));
  const form = page.getByRole("dialog");
  for (const { path, item } of files) {
    const target = form.getByRole("combobox", { name: vi("desk.papers.itemOf", { file: basename(path) }) });
    await target.click();
    await page.getByRole("option", { name: new RegExp(`^${item}\\. `) }).click();
  }
  await form.getByRole("button", { name: vi("desk.papers.send", { count: files.length }) }).click();
}

export async function expectPapers(page: Page, count: number) {
  const settled = vi("desk.papers.ready", { count });
  await expect(page.getByText(settled, { exact: true })).toBeVisible({ timeout: 60_000 });
}

/** Papers stand as they were chosen, whichever arrived first. */
export async function expectPaperOrder(page: Page, item: number, paths: string[]) {
  const papers = page.getByRole("row", { name: new RegExp(`^${item}\\.\\d`) });
  await expect(papers).toContainText(paths.map((path) => proposedTitle(basename(path))));
}

/** The file chosen for one item's button, or for the button that replaces paper "1.1". */
export async function chooseFile(page: Page, label: string, file: Parameters<Locator["setInputFiles"]>[0]) {
  await page.locator(`input[type=file][aria-label="${label}"]`).setInputFiles(file);
}

export async function withdrawPaper(page: Page, number: string) {
  await page.getByRole("button", { name: vi("desk.papers.withdrawOf", { number }) }).click();
  const question = page.getByRole("dialog");
  await question.getByRole("button", { name: vi("desk.papers.withdrawAct") }).click();
  await expect(question).toHaveCount(0);
}

export async function previewAs(page: Page, name: string): Promise<Locator> {
  await page.getByRole("button", { name: vi("desk.preview.open") }).click();
  await page
    .getByRole("dialog")
    .getByRole("combobox", { name: vi("desk.preview.choose") })
    .click();
  await page.getByRole("option", { name }).click();
  return page.getByRole("region", { name: vi("desk.preview.of", { name }) });
}

export async function publish(page: Page) {
  await page.getByRole("button", { name: vi("desk.publish.act") }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: vi("desk.publish.act") }).click();
  await expect(dialog.getByText(vi("desk.publish.done"))).toBeVisible();
  await dialog
    .getByRole("button", { name: vi("common.close") })
    .last()
    .click();
}
