// A hand on the glass: pens and fingers as the browser itself hears them, and what they left on the page.
import { type CDPSession, expect, type Locator, type Page } from "@playwright/test";
import { ask } from "./house";

export interface Spot {
  x: number;
  y: number;
}

/** Input below the level of scripts, so that palms, presses and scrolling are the browser's own. */
export class Glass {
  private constructor(private readonly cdp: CDPSession) {}

  static async of(page: Page): Promise<Glass> {
    return new Glass(await page.context().newCDPSession(page));
  }

  private pen(type: "mousePressed" | "mouseMoved" | "mouseReleased", { x, y }: Spot, force: number) {
    return this.cdp.send("Input.dispatchMouseEvent", {
      type,
      x,
      y,
      force,
      button: "left",
      buttons: type === "mouseReleased" ? 0 : 1,
      clickCount: 1,
      pointerType: "pen",
    });
  }

  async penDown(at: Spot) {
    await this.pen("mousePressed", at, 0.4);
  }
  async penMove(at: Spot, force = 0.6) {
    await this.pen("mouseMoved", at, force);
  }
  async penUp(at: Spot) {
    await this.pen("mouseReleased", at, 0);
  }

  /** One stroke through all the spots. */
  async write(spots: Spot[]) {
    const [first, ...rest] = spots;
    const last = spots.at(-1);
    if (!first || !last) return;
    await this.penDown(first);
    for (const spot of rest) await this.penMove(spot);
    await this.penUp(last);
  }

  async touch(type: "touchStart" | "touchMove" | "touchEnd", spots: Spot[]) {
    const touchPoints = spots.map(({ x, y }, id) => ({ x, y, id: id + 1 }));
    await this.cdp.send("Input.dispatchTouchEvent", { type, touchPoints });
  }

  /** A finger drawn over the glass. */
  async swipe(from: Spot, to: Spot, steps = 12) {
    await this.touch("touchStart", [from]);
    for (let step = 1; step <= steps; step++) {
      const share = step / steps;
      await this.touch("touchMove", [
        { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share },
      ]);
    }
    await this.touch("touchEnd", []);
  }
}

/** Marks that lie on the pages on screen. */
export const marks = (page: Page): Locator => page.locator("[data-mark]");

export async function spotOn(leaf: Locator, across: number, down: number): Promise<Spot> {
  const box = await leaf.boundingBox();
  if (!box) throw new Error("no page on screen");
  return { x: box.x + box.width * across, y: box.y + Math.min(box.height, 560) * down };
}

interface Kept {
  id: string;
  kind: string;
}

/** What the server has of this person's hand on a version: all of it, part by part. */
export async function kept(page: Page, meeting: string, paper: string, hash: string): Promise<Kept[]> {
  const ops: Kept[] = [];
  for (let since = 0; ; ) {
    const address = `/api/meetings/${meeting}/papers/${paper}/hand?hash=${hash}&since=${since}`;
    const part = await ask<{ ops: Kept[]; head: number; more: boolean }>(page, "GET", address);
    ops.push(...part.ops);
    since = part.head;
    if (!part.more) return ops;
  }
}

/** Blue dots of the pen's ink on what is drawn of a page. */
export async function expectInk(canvas: Locator, most = Number.POSITIVE_INFINITY) {
  const dots = () =>
    canvas.evaluate((drawn: HTMLCanvasElement) => {
      const { data } = drawn.getContext("2d")?.getImageData(0, 0, drawn.width, drawn.height) ?? {};
      let blue = 0;
      for (let at = 0; data && at < data.length; at += 4) {
        const [red = 0, green = 0, dark = 0, alpha = 0] = data.subarray(at, at + 4);
        if (alpha > 0 && dark > 110 && dark - red > 80 && dark - green > 30) blue += 1;
      }
      return blue;
    });
  if (most < Number.POSITIVE_INFINITY) expect(await dots()).toBeLessThanOrEqual(most);
  else await expect.poll(dots, { timeout: 60_000 }).toBeGreaterThan(300);
}
