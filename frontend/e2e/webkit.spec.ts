// The main paths in the engine an iPad has: pairing, the PIN, the lobby, checking in, a paper's first page, the same without a server, and a vote.
import { mkdir } from "node:fs/promises";
import { type Browser, expect, test } from "@playwright/test";
import { ask, leaveAll, openBrowser, PASSWORD, signIn, sizes, todaysMeeting } from "./house";
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
let port = 4_000 + (process.pid % 1_000);
test.beforeEach(async () => {
  await mkdir("test-results", { recursive: true });
  // WebKit keeps Secure cookies over HTTPS only, also on localhost: it comes as tablets do.
  server = await Server.start("--tls", "house");
  webkit = await WebKit.start(port++, sizes.tablet);
});
test.afterEach(leaveAll);
test.afterEach(async () => {
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

/** The page is as wide as its window, and the choices are beside or below each other. */
const layout = () =>
  webkit.run<{ over: number; rows: number; cut: number }>(
    `const places = [...document.querySelectorAll("fieldset button[aria-pressed]")].map((one) => one.getBoundingClientRect());
     const { scrollWidth, clientWidth } = document.documentElement;
     const cut = [...document.querySelectorAll("main button, main h1, main p")].filter((one) => one.scrollWidth > one.clientWidth + 1).length;
     return { over: scrollWidth - clientWidth, rows: new Set(places.map(({ top }) => Math.round(top))).size, cut };`,
  );

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

test("on WebKit one is asked to vote, chooses, sends, and gets a receipt", async ({ browser }) => {
  const chair = await openBrowser(browser, sizes.desk);
  await signIn(chair, server, "chutich", "/room");
  const meeting = await todaysMeeting(chair);
  const path = `/api/meetings/${meeting}`;
  await ask(chair, "POST", `${path}/attendance`, {});
  await ask(chair, "POST", `${path}/session/open`, {});
  for (const _ of [2, 3, 4]) await ask(chair, "POST", `${path}/session/advance`, { to: "next" });

  await webkit.open(`${server.url}/signin?to=${encodeURIComponent(`/room/meetings/${meeting}`)}`);
  await webkit.type("//input[@autocomplete='username']", "ha.ntm");
  await webkit.type("//input[@type='password']", PASSWORD);
  await webkit.click(button(vi("signin.enter")));
  await webkit.until("it is in the room", "return location.pathname.startsWith('/room/meetings/')");
  await webkit.run(
    `await fetch('${path}/attendance', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' })`,
  );

  const question =
    "Trình HĐND tỉnh dự thảo Nghị quyết điều chỉnh Kế hoạch đầu tư công trung hạn giai đoạn 2026–2030 và danh mục dự án kèm theo";
  interface View {
    agenda: { current: string };
    motion?: { motion_id: string };
  }
  const view = async () => (await ask<{ view: View }>(chair, "GET", `${path}?door=room`)).view;
  await ask(chair, "POST", `${path}/motions`, {
    item_id: (await view()).agenda.current,
    question,
    minutes: 5,
  });

  const strip = (label: string) => `//section[@aria-label='${label}']`;
  await webkit.find(`${strip(vi("room.strip.label"))}${withText(vi("motion.asked"))}`);
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  await webkit.screenshot("test-results/webkit-vote-asked.png");
  // From within a paper it is one touch.
  await webkit.click("//a[contains(., 'trang') and contains(@href, '/papers/')]");
  await firstPageIsPainted();
  const inPaper = strip(vi("reader.strip.label"));
  await webkit.find(`${inPaper}${withText(vi("motion.asked"))}`);
  await webkit.screenshot("test-results/webkit-vote-reader.png");
  await webkit.click(`${inPaper}${button(vi("motion.vote"))}`);

  const choice = (name: string) => `//fieldset//button[.//span[normalize-space(.)='${name}']]`;
  await webkit.find(choice(vi("motion.choice.for")));
  for (const [name, rows] of [
    ["tablet", 1],
    ["portrait", 3],
    ["phone", 3],
  ] as const) {
    await webkit.resize(sizes[name]);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await webkit.screenshot(`test-results/webkit-vote-${name}.png`);
    expect(await layout(), name).toMatchObject({ over: 0, rows });
  }
  await webkit.resize(sizes.tablet);
  await webkit.click(choice(vi("motion.choice.against")));
  await webkit.click(choice(vi("motion.choice.for")));
  await webkit.until(
    "the last one touched is chosen",
    `const chosen = [...document.querySelectorAll("fieldset button[aria-pressed=true]")];
     return chosen.length === 1 && chosen[0].textContent.includes(args[0]) && !chosen[0].textContent.includes(args[1]);`,
    vi("motion.choice.for"),
    vi("motion.choice.against"),
  );
  await webkit.screenshot("test-results/webkit-vote-chosen.png");
  await webkit.click(button(vi("motion.send")));
  const receipt = `return /[0-9A-Z]{4} [0-9A-Z]{4}/.exec(document.querySelector("main").innerText)?.[0]`;
  await webkit.until("there is a receipt", receipt);
  for (const name of ["tablet", "portrait", "phone"] as const) {
    await webkit.resize(sizes[name]);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await webkit.screenshot(`test-results/webkit-vote-receipt-${name}.png`);
    // However long the question, whoever has voted sees the receipt.
    await webkit.until(
      "the receipt is in sight",
      `const place = [...document.querySelectorAll("main p")].find((one) => /[0-9A-Z]{4} [0-9A-Z]{4}$/.test(one.innerText));
       const { left, bottom } = place.getBoundingClientRect();
       return place.contains(document.elementFromPoint(left + 5, bottom - 5));`,
    );
    expect(await layout(), name).toMatchObject({ over: 0 });
  }
  await webkit.resize(sizes.tablet);
  // It is still there after the page is opened anew, and it is the one the house has counted.
  const shown = await webkit.run<string>(receipt);
  await webkit.open(`${server.url}/room/meetings/${meeting}/vote`);
  await webkit.until("the receipt is still there", `${receipt} === args[0]`, shown);
  await ask(chair, "POST", `${path}/motions/${(await view()).motion?.motion_id}/close`);
  const { votes } = await ask<{ votes: { tally: object; ballots: object[] }[] }>(
    chair,
    "GET",
    `${path}/motions`,
  );
  expect(votes[0]?.tally).toMatchObject({ for: 1, against: 0, abstain: 0 });
  expect(votes[0]?.ballots).toMatchObject([{ choice: "for", receipt: shown }]);
  await webkit.find(`//main${withText(vi("motion.notCarried"))}`);
  await webkit.screenshot("test-results/webkit-vote-counted.png");
});
