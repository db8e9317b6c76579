// People of the demonstration house in their seats, each with a browser of their own, and the chair at the console.
import type { Browser, Page } from "@playwright/test";
import { ask, type Login, openBrowser, type Size, signIn, sizes, todaysMeeting } from "./house";
import type { Server } from "./server";
import { watch } from "./watch";
import { type Language, vi, words } from "./words";

export interface Hall {
  server: Server;
  meeting: string;
}

/** Opens the session of today and goes to its second item. */
export async function atSecondItem(browser: Browser, server: Server): Promise<string> {
  const chair = await openBrowser(browser, sizes.tablet);
  await signIn(chair, server, "chutich", "/room");
  const meeting = await todaysMeeting(chair);
  await ask(chair, "POST", `/api/meetings/${meeting}/session/open`, {});
  await ask(chair, "POST", `/api/meetings/${meeting}/session/advance`, { to: "next" });
  await chair.context().close();
  return meeting;
}

/** Somebody of the room, checked in, with the meeting on screen. */
export async function sit(
  browser: Browser,
  { server, meeting }: Hall,
  login: Login,
  size: Size,
  language: Language = "vi",
) {
  const page = await openBrowser(browser, size, language);
  const watched = await watch(page);
  await signIn(page, server, login, "/room", language);
  await ask(page, "POST", `/api/meetings/${meeting}/attendance`, {});
  await page.goto(`${server.url}/room/meetings/${meeting}`);
  return { page, watched, t: words[language] };
}

export async function preside(browser: Browser, { server, meeting }: Hall, language: Language = "vi") {
  const page = await openBrowser(browser, sizes.tablet, language);
  const watched = await watch(page);
  await signIn(page, server, "chutich", `/chair/meetings/${meeting}`, language);
  return { page, watched, t: words[language] };
}

export const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: true });
export const asked = (page: Page, place: number) => button(page, vi("floor.asked", { place }));
export const invite = (page: Page, name: string) => button(page, vi("floor.inviteOf", { name }));
