// Who sits in the demonstration house, and how a test lets each of them in.
import { type Browser, expect, type Page } from "@playwright/test";
import type { Server } from "./server";
import { type Language, words } from "./words";

export const PASSWORD = "nghisu2026";
/** Logins of the demonstration house. */
export type Login =
  | "thuky"
  | "thuky2"
  | "chutich"
  | "khai.pd"
  | "tram.vtn"
  | "khai.pd"
  | "diep.ht"
  | "bach.nx"
  | "nhan.btt"
  | "ha.ntm"
  | "dat.vt"
  | "thuoc.cv"
  | "nghia.hs"
  | "manhinh"
  | "quantri";

export interface Size {
  width: number;
  height: number;
}
export const sizes = {
  tablet: { width: 1280, height: 800 },
  smallTablet: { width: 1024, height: 768 },
  /** With a keyboard on the screen, or a browser's own bars: what stands beside each other runs over. */
  lowTablet: { width: 1280, height: 600 },
  portrait: { width: 800, height: 1280 },
  phone: { width: 390, height: 844 },
  desk: { width: 1440, height: 900 },
  wall: { width: 1920, height: 1080 },
} satisfies Record<string, Size>;

/** A browser of its own: nothing is shared with the others but the server. */
export async function openBrowser(
  browser: Browser,
  viewport: Size,
  language: Language = "vi",
): Promise<Page> {
  // A house that makes its own certificates is trusted here without being told; e2e/trust.spec.ts is about being told.
  const context = await browser.newContext({ viewport, ignoreHTTPSErrors: true });
  await context.addInitScript((chosen) => localStorage.setItem("nghisu.language", chosen), language);
  return context.newPage();
}

/** Closes every browser a test has opened: none goes on polling under the next one. */
export async function leaveAll({ browser }: { browser: Browser }) {
  await Promise.all(browser.contexts().map((context) => context.close()));
}

/** Signs in as people do, and lands where the account belongs, or at `to`. */
export async function signIn(page: Page, server: Server, login: Login, to = "/", language: Language = "vi") {
  const t = words[language];
  await page.goto(`${server.url}/signin?to=${encodeURIComponent(to)}`);
  await page.getByLabel(t("signin.login")).fill(login);
  await page.getByLabel(t("signin.password")).fill(PASSWORD);
  await page.getByRole("button", { name: t("signin.enter") }).click();
  await expect(page).not.toHaveURL(/\/signin/);
}

/** Asks the server as this page's account would; fails the test when the server refuses. */
export async function ask<T>(page: Page, method: string, path: string, body?: unknown): Promise<T> {
  return page.evaluate(
    async ([method, path, body]) => {
      const headers = { "content-type": "application/json" };
      const answer = await fetch(path, { method, headers, body });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
      return (text ? JSON.parse(text) : undefined) as T;
    },
    [method, path, body === undefined ? undefined : JSON.stringify(body)] as const,
  );
}

/** The one meeting the demonstration house holds today. */
export async function todaysMeeting(page: Page): Promise<string> {
  const { meetings } = await ask<{ meetings: { meeting_id: string }[] }>(page, "GET", "/api/meetings");
  expect(meetings).toHaveLength(1);
  return String(meetings[0]?.meeting_id);
}
