// The main paths in the engine an iPad has: pairing, the PIN, the lobby, checking in, a paper's first page, and the same without a server.
import { mkdir } from "node:fs/promises";
import { type Browser, expect, test } from "@playwright/test";
import { ask, leaveAll, openBrowser, signIn, sizes, todaysMeeting } from "./house";
import { Server } from "./server";
import { PIN } from "./tablet";
import { isInstalled, WebKit } from "./webkit/driver";
import { vi } from "./words";

const OWNER = "Nguyễn Thị Minh Hà";
const PAPER = "Chương trình phiên họp UBND tỉnh thường kỳ";

test.skip(!isInstalled, "WebKitGTK is not installed: tests/install.sh installs webkit2gtk-driver and xvfb");
test.setTimeout(300_000);

let server: Server;
let webkit: WebKit;
test.beforeAll(async () => {
  await mkdir("test-results", { recursive: true });
  // WebKit keeps Secure cookies over HTTPS only, also on localhost: it comes as tablets do.
  server = await Server.start("--tls", "house");
  webkit = await WebKit.start(4_000 + (process.pid % 1_000), sizes.tablet);
});
test.afterEach(leaveAll);
test.afterAll(async () => {
  await webkit?.stop();
  await server?.stop();
});

const button = (name: string) => `//button[normalize-space(.)='${name}' or @aria-label='${name}']`;
const withText = (text: string) => `//*[contains(normalize-space(.), '${text}')]`;

async function enterPin(label: string) {
  await webkit.find(`//fieldset[legend[normalize-space(.)='${label}']]`);
  for (const digit of PIN) {
    await webkit.click(
      `//fieldset[legend[normalize-space(.)='${label}']]//button[normalize-space(.)='${digit}']`,
    );
  }
}

const firstPageIsPainted = () =>
  webkit.until(
    "the first page is painted",
    `const canvas = document.querySelector("[role=group] canvas");
     if (!canvas || canvas.width === 0) return false;
     const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
     let dots = 0;
     for (let at = 0; at < data.length; at += 4) if (data[at + 3] > 0 && data[at] + data[at + 1] + data[at + 2] < 600) dots += 1;
     return dots > 500;`,
  );

async function invitation(browser: Browser): Promise<{ code: string; meeting: string }> {
  const desk = await openBrowser(browser, sizes.desk);
  await signIn(desk, server, "thuky", "/desk");
  const { people } = await ask<{ people: { person_id: string; name: string }[] }>(desk, "GET", "/api/people");
  const person_id = people.find(({ name }) => name === OWNER)?.person_id;
  const { code } = await ask<{ code: string }>(desk, "POST", "/api/pairings", { person_id });
  return { code, meeting: await todaysMeeting(desk) };
}

test("a tablet with WebKit is paired, unlocked, checked in, and reads", async ({ browser }) => {
  const { code, meeting } = await invitation(browser);
  await webkit.open(`${server.url}/pair#${code}`);
  await enterPin(vi("signin.choosePin"));
  await enterPin(vi("signin.repeatPin"));
  await webkit.until("it is signed in", "return !location.pathname.startsWith('/pair')");

  // The session is over, the pairing stays: the PIN alone opens it.
  await webkit.run("await fetch('/api/session', { method: 'DELETE' })");
  await webkit.open(`${server.url}/room/meetings/${meeting}`);
  await webkit.find(`//h1[normalize-space(.)='${OWNER}']`);
  await webkit.screenshot("test-results/webkit-pin.png");
  await enterPin(vi("signin.pin"));

  await webkit.click(button(vi("room.checkIn")));
  await webkit.find(button(vi("room.enter")));
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  await webkit.screenshot("test-results/webkit-lobby.png");

  // The papers are brought, sealed by WebKit's own WebCrypto into its own IndexedDB.
  await webkit.click(button(vi("pack.begin")));
  await webkit.find(withText(vi("pack.readable")));

  await webkit.click(`//a[contains(., '${PAPER}')]`);
  await firstPageIsPainted();
  await webkit.screenshot("test-results/webkit-reader.png");
  expect(await webkit.run<string>("return location.pathname")).toContain(`/room/meetings/${meeting}/papers/`);

  // The server is gone: the app starts from the tablet, and the paper is read from what it keeps.
  await webkit.until("the app is installed", "return navigator.serviceWorker?.controller != null");
  await server.kill9();
  await webkit.open(`${server.url}/room/meetings/${meeting}`);
  await webkit.click(`//a[contains(., '${PAPER}')]`);
  await firstPageIsPainted();
  await webkit.screenshot("test-results/webkit-offline.png");
});
