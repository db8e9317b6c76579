// How quick the reader is on a slow tablet: a long report opened and leafed through with the processor held back four times.
import { readFileSync } from "node:fs";
import { type Browser, expect, type Page, test } from "@playwright/test";
import { ask, openBrowser, PASSWORD, signIn, sizes, todaysMeeting } from "../e2e/house";
import { Server } from "../e2e/server";
import { BareTab } from "./bare";
import { longReport } from "./report";

const PAGES = Number(process.env.PAGES ?? 300);
const SLOWER = Number(process.env.SLOWER ?? 4);
const TURNS = 60;
const OPENINGS = 5;

/** The share of all figures that are no larger. */
const within = (share: number, figures: readonly number[]) =>
  [...figures].sort((a, b) => a - b)[Math.min(figures.length - 1, Math.ceil(share * figures.length) - 1)] ??
  0;
const say = (words: string) => void process.stdout.write(`${words}\n`);
const told = (name: string, figures: readonly number[]) =>
  say(
    `${name.padEnd(44)} p50 ${within(0.5, figures).toFixed(0)} ms, p95 ${within(0.95, figures).toFixed(0)} ms, of ${figures.length}`,
  );

test("a long report on a slow tablet", async ({ browser }) => {
  const server = await Server.start();
  try {
    const desk = await openBrowser(browser, sizes.desk);
    await signIn(desk, server, "thuky");
    const meeting = await todaysMeeting(desk);
    const bytes = await longReport(desk, PAGES);
    say(`report: ${PAGES} pages, ${(bytes.length / 1e6).toFixed(1)} MB; processor ${SLOWER} times slower`);
    const paper = await attach(desk, server, meeting, bytes);
    await expect
      .poll(() => ask<{ state: string }>(desk, "GET", `/api/meetings/${meeting}/papers/${paper}/facts`), {
        timeout: 900_000,
        intervals: [2_000],
      })
      .toMatchObject({ state: "done" });
    const facts = await ask<{ reading?: { size: number } }>(
      desk,
      "GET",
      `/api/meetings/${meeting}/papers/${paper}/facts`,
    );
    say(`reading copy: ${((facts.reading?.size ?? 0) / 1e6).toFixed(1)} MB`);
    await desk.context().close();

    const tab = await BareTab.open(browser, sizes.tablet);
    await tab.goto(`${server.url}/signin`, () => document.querySelector("form") !== null);
    await tab.run(
      async (given) => {
        localStorage.setItem("nghisu.language", "vi");
        const headers = { "content-type": "application/json" };
        await fetch("/api/session", { method: "POST", headers, body: JSON.stringify(given) });
      },
      { login: "ha.ntm", password: PASSWORD },
    );
    const room = `${server.url}/room/meetings/${meeting}`;
    const slower = (rate: number) => tab.send("Emulation.setCPUThrottlingRate", { rate });
    const firsts: number[] = [];
    let before: Held | undefined;
    for (let opening = 0; opening <= OPENINGS; opening++) {
      // Warm: the meeting's page has stood for a while; the paper is opened anew, from another page of it each time.
      await tab.goto(room, () => document.querySelector("h1") !== null);
      await new Promise((resolve) => setTimeout(resolve, 4_000));
      before ??= await held(browser, tab);
      await slower(SLOWER);
      const took = await tab.run(opened, [
        new URL(`${room}/papers/${paper}`).pathname,
        ((opening * 37) % PAGES) + 1,
      ] as const);
      await slower(1);
      if (opening > 0) firsts.push(took);
    }
    told("first page readable, from the tap", firsts);

    for (const [name, pause] of [
      ["page turn, read in between (1.5 s)", 1_500],
      ["page turn, one right after the other", 0],
    ] as const) {
      await slower(SLOWER);
      const turns = await tab.run(turned, [TURNS, pause] as const);
      await slower(1);
      told(name, turns);
    }
    const after = await held(browser, tab);
    say(
      `memory: ${after.canvases} canvases of ${after.canvas.toFixed(1)} MB in all, the largest ${after.largest} px; ` +
        `script ${after.script.toFixed(1)} MB (${before?.script.toFixed(1)} before); ` +
        `the browser's page process ${after.process.toFixed(0)} MB (${before?.process.toFixed(0)} before the paper)`,
    );
    await tab.close();
  } finally {
    await server.stop();
  }
});

async function attach(page: Page, server: Server, meeting: string, bytes: Buffer): Promise<string> {
  type Picture = { view: { agenda: { order: string[] } } };
  const { view } = await ask<Picture>(page, "GET", `/api/meetings/${meeting}?door=desk`);
  const [item] = view.agenda.order;
  const answer = await page.request.post(
    `${server.url}/api/meetings/${meeting}/papers?item=${item}&name=bao-cao-dai.pdf`,
    {
      data: bytes,
      timeout: 600_000,
      headers: { "content-type": "application/octet-stream", origin: server.url },
    },
  );
  expect(answer.ok(), await answer.text()).toBe(true);
  return String(((await answer.json()) as { id: string }).id);
}

/** Taps the way to a page of the paper; milliseconds until it is painted. Runs in the browser. */
async function opened([path, number]: readonly [string, number]): Promise<number> {
  const begun = performance.now();
  history.pushState({}, "", `${path}?page=${number}`);
  window.dispatchEvent(new PopStateEvent("popstate"));
  await new Promise<void>((resolve) => {
    const look = () => {
      const sheet = document.querySelector(`[role=group][aria-label^="Trang ${number} "]`);
      if (sheet?.querySelector("canvas, img")) requestAnimationFrame(() => resolve());
      else requestAnimationFrame(look);
    };
    look();
  });
  return performance.now() - begun;
}

/** Turns pages; milliseconds from each tap until the page is painted. Runs in the browser. */
async function turned([turns, pause]: readonly [number, number]): Promise<number[]> {
  const frame = () => new Promise<void>((resolve) => requestAnimationFrame(() => resolve()));
  const next = document.querySelector<HTMLButtonElement>('[aria-label="Trang sau"]');
  const where = () => Number(document.querySelector('[aria-current="page"]')?.textContent?.match(/\d+/)?.[0]);
  const took: number[] = [];
  for (let turn = 0; turn < turns && next && !next.disabled; turn++) {
    if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
    const wanted = where() + 1;
    const begun = performance.now();
    next.click();
    for (;;) {
      await frame();
      const sheet = document.querySelector(`[role=group][aria-label^="Trang ${wanted} "]`);
      if (sheet?.querySelector("canvas, img") && where() === wanted) break;
    }
    took.push(performance.now() - begun);
  }
  return took;
}

interface Held {
  script: number;
  canvases: number;
  canvas: number;
  largest: number;
  process: number;
}

async function held(browser: Browser, tab: BareTab): Promise<Held> {
  await tab.collectGarbage();
  await tab.send("Performance.enable");
  type Metrics = { metrics: { name: string; value: number }[] };
  const { metrics } = await tab.send<Metrics>("Performance.getMetrics");
  const script = (metrics.find(({ name }) => name === "JSHeapUsedSize")?.value ?? 0) / 1e6;
  const areas = await tab.run(
    () => Array.from(document.querySelectorAll("canvas"), (one) => one.width * one.height),
    undefined,
  );
  const cdp = await browser.newBrowserCDPSession();
  const { processInfo } = await cdp.send("SystemInfo.getProcessInfo");
  await cdp.detach();
  // The tab's is the largest: the others show nothing.
  const shares = processInfo
    .filter(({ type }) => type === "renderer")
    .map(({ id }) => {
      try {
        return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${id}/smaps_rollup`, "utf8"))?.[1]) / 1e3;
      } catch {
        return 0;
      }
    });
  return {
    script,
    canvases: areas.length,
    canvas: (areas.reduce((sum, area) => sum + area, 0) * 4) / 1e6,
    largest: Math.max(0, ...areas),
    process: Math.max(0, ...shares),
  };
}
