// From the pen to the glass: how long after an event of a 240 Hz pen the stroke is on screen, as the browser's own trace has it.
import { type CDPSession, expect, type Page, test } from "@playwright/test";
import { ask, signIn, sizes, todaysMeeting } from "../e2e/house";
import { Server } from "../e2e/server";

/** What a pen that reports 240 times a second does in this time. */
const SECONDS = 10;
const HERTZ = 240;
const THROTTLE = Number(process.env.PEN_THROTTLE ?? 1);

interface TraceEvent {
  name: string;
  ph: string;
  ts: number;
  id2?: { local?: string };
  id?: string;
  cat: string;
  args?: { event_latency?: { event_type?: string }; chrome_event_latency?: { event_type?: string } };
}

const share = (sorted: number[], part: number) =>
  sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * part) - 1)] ?? Number.NaN;

async function trace(cdp: CDPSession, during: () => Promise<void>): Promise<TraceEvent[]> {
  const events: TraceEvent[] = [];
  cdp.on("Tracing.dataCollected", ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  const done = new Promise<void>((resolve) => cdp.once("Tracing.tracingComplete", () => resolve()));
  await cdp.send("Tracing.start", {
    traceConfig: { includedCategories: ["benchmark", "input", "latencyInfo", "input.scrolling", "cc"] },
    transferMode: "ReportEvents",
  });
  await during();
  await cdp.send("Tracing.end");
  await done;
  return events;
}

/** From the moment an event came to the presentation of the frame it changed, in milliseconds. */
function latencies(events: TraceEvent[]): number[] {
  const begun = new Map<string, number>();
  const found: number[] = [];
  for (const event of events.sort((a, b) => a.ts - b.ts)) {
    if (event.name !== "EventLatency") continue;
    const key = event.id2?.local ?? event.id ?? "";
    if (event.ph === "b") {
      const about = event.args?.event_latency ?? event.args?.chrome_event_latency;
      if (/MOUSE_(DRAGGED|MOVED)|POINTER|TOUCH_MOVED/.test(about?.event_type ?? "")) begun.set(key, event.ts);
    } else if (event.ph === "e" && begun.has(key)) {
      found.push((event.ts - (begun.get(key) ?? 0)) / 1_000);
      begun.delete(key);
    }
  }
  return found.sort((a, b) => a - b);
}

async function write(cdp: CDPSession, page: Page) {
  const box = await page.getByRole("group", { name: /^Trang 1 / }).boundingBox();
  if (!box) throw new Error("no page");
  const place = (at: number) => ({
    x: box.x + 100 + ((at * 3) % 600),
    y: box.y + 120 + 60 * Math.floor((at * 3) / 600 / 2) * 0.3 + 25 * Math.sin(at / 12),
  });
  const send = (type: "mousePressed" | "mouseMoved" | "mouseReleased", at: number) =>
    cdp.send("Input.dispatchMouseEvent", {
      type,
      ...place(at),
      force: 0.5 + 0.3 * Math.sin(at / 30),
      button: "left",
      buttons: type === "mouseReleased" ? 0 : 1,
      clickCount: 1,
      pointerType: "pen",
    });
  const begin = performance.now();
  const sent: Promise<unknown>[] = [];
  // Strokes of a second and a half, as a hand that writes a line.
  const LONG = HERTZ * 1.5;
  for (let at = 0; at < SECONDS * HERTZ; at++) {
    const within = at % LONG;
    sent.push(send(within === 0 ? "mousePressed" : within === LONG - 1 ? "mouseReleased" : "mouseMoved", at));
    const due = begin + ((at + 1) * 1_000) / HERTZ;
    while (performance.now() < due) await new Promise((go) => setImmediate(go));
  }
  await Promise.all(sent);
}

test("event to paint", async ({ browser }) => {
  const server = await Server.start();
  try {
    const context = await browser.newContext({ viewport: sizes.tablet, hasTouch: true });
    const page = await context.newPage();
    await signIn(page, server, "ha.ntm", "/room");
    const meeting = await todaysMeeting(page);
    const { view } = await ask<{ view: { papers: Record<string, { pages: number }> } }>(
      page,
      "GET",
      `/api/meetings/${meeting}`,
    );
    const paper = Object.entries(view.papers).find(([, { pages }]) => pages >= 3)?.[0];
    await page.goto(`${server.url}/room/meetings/${meeting}/papers/${paper}`);
    await expect(
      page
        .getByRole("group", { name: /^Trang 1 / })
        .locator("canvas")
        .first(),
    ).toBeVisible();
    await page.waitForTimeout(3_000);
    const cdp = await context.newCDPSession(page);
    // Warm: the code is compiled, the tools are there.
    await write(cdp, page);
    if (THROTTLE > 1) await cdp.send("Emulation.setCPUThrottlingRate", { rate: THROTTLE });
    const events = await trace(cdp, () => write(cdp, page));
    const all = latencies(events);
    expect(all.length, "the trace has no latencies of pointer moves").toBeGreaterThan(100);
    const strokes = await page.locator("[data-mark]").count();
    const round = (value: number) => value.toFixed(1);
    process.stdout.write(
      `pen at ${HERTZ} Hz, ${SECONDS} s, throttled ${THROTTLE}x, ${strokes} strokes on the page: ${all.length} events seen, ` +
        `event to paint p50 ${round(share(all, 0.5))} ms, p95 ${round(share(all, 0.95))} ms, most ${round(share(all, 1))} ms\n`,
    );
  } finally {
    await server.stop();
  }
});
