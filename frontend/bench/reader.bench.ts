// How quick the reader is on a slow tablet: a long report opened and leafed through with the processor held back four times.
import { readFileSync } from "node:fs";
import { type CDPSession, expect, type Page, test } from "@playwright/test";
import { ask, openBrowser, signIn, sizes, todaysMeeting } from "../e2e/house";
import { Server } from "../e2e/server";
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

    const page = await openBrowser(browser, sizes.tablet);
    await signIn(page, server, "ha.ntm");
    const cdp = await page.context().newCDPSession(page);
    const before = await held(cdp, page);
    const address = `${server.url}/room/meetings/${meeting}/papers/${paper}`;
    const firsts: number[] = [];
    for (let opening = 0; opening <= OPENINGS; opening++) {
      // Warm: the program and what it was made of are there; the paper is opened anew, from another page of it each time.
      await page.goto(`${server.url}/room/meetings/${meeting}`);
      await expect(page.getByRole("heading", { level: 1 }).first()).toBeVisible();
      await cdp.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
      const took = await page.evaluate(opened, [new URL(address).pathname, opening * 37 + 1] as const);
      await cdp.send("Emulation.setCPUThrottlingRate", { rate: 1 });
      if (opening > 0) firsts.push(took);
    }
    told("first page readable, from the tap", firsts);

    for (const [name, pause] of [
      ["page turn, read in between (1.5 s)", 1_500],
      ["page turn, one right after the other", 0],
    ] as const) {
      await cdp.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
      const turns = await page.evaluate(turned, [TURNS, pause] as const);
      await cdp.send("Emulation.setCPUThrottlingRate", { rate: 1 });
      told(name, turns);
    }
    const after = await held(cdp, page);
    say(
      `memory: ${after.canvases} canvases of ${after.canvas.toFixed(1)} MB in all, the largest ${after.largest} px; ` +
        `script ${after.script.toFixed(1)} MB (${before.script.toFixed(1)} before); ` +
        `the browser's page process ${after.process.toFixed(0)} MB (${before.process.toFixed(0)} before the paper)`,
    );
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

/** Of the page and of its workers: what nobody holds any more does not count. */
async function collectGarbage(cdp: CDPSession) {
  await cdp.send("HeapProfiler.collectGarbage");
  const workers: string[] = [];
  const met = ({ sessionId }: { sessionId: string }) => void workers.push(sessionId);
  cdp.on("Target.attachedToTarget", met);
  await cdp.send("Target.setAutoAttach", { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
  for (const sessionId of workers) {
    const message = JSON.stringify({ id: 1, method: "HeapProfiler.collectGarbage" });
    await cdp.send("Target.sendMessageToTarget", { sessionId, message });
  }
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  cdp.off("Target.attachedToTarget", met);
  await cdp.send("Target.setAutoAttach", {
    autoAttach: false,
    waitForDebuggerOnStart: false,
    flatten: false,
  });
}

async function held(cdp: CDPSession, page: Page) {
  await collectGarbage(cdp);
  await cdp.send("Performance.enable");
  const { metrics } = await cdp.send("Performance.getMetrics");
  const script = (metrics.find(({ name }) => name === "JSHeapUsedSize")?.value ?? 0) / 1e6;
  const areas = await page.evaluate(() =>
    Array.from(document.querySelectorAll("canvas"), (one) => one.width * one.height),
  );
  const browser = await page.context().browser()?.newBrowserCDPSession();
  const info = await browser?.send("SystemInfo.getProcessInfo");
  const renderers = info?.processInfo.filter(({ type }) => type === "renderer") ?? [];
  const sizes = renderers.map(({ id }) => {
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
    process: Math.max(0, ...sizes),
  };
}
