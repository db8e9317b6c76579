// Looks at the screen that is open as everybody who uses it would: by the rules of WCAG, with a finger, and enlarged to 400 %.
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];
/** The least a finger finds without looking. */
const TARGET = 48;
/** As wide as a screen of 1280 is at 400 %, and as low as the rule has it. */
export const REFLOW = { width: 320, height: 256 };

export interface Looking {
  /** Where a hand holds the screen: nothing to touch is smaller than a finger. */
  held?: boolean;
  /** Left out where the same screen has been checked at another size. */
  axe?: boolean;
}

/** Fonts there, nothing loading, nothing moving. */
export async function settled(page: Page) {
  await expect(page.getByText(/^(Đang tải…|Loading…)$/)).toHaveCount(0);
  await page.evaluate(async () => {
    await document.fonts.ready;
    const endless = (animation: Animation) =>
      animation.effect?.getTiming().iterations === Number.POSITIVE_INFINITY;
    const moving = document.getAnimations().filter((animation) => !endless(animation));
    await Promise.allSettled(moving.map(({ finished }) => finished));
  });
}

/** Takes its picture, and tells everything that is against somebody. */
export async function look(page: Page, name: string, { held = false, axe = true }: Looking = {}) {
  await settled(page);
  await page.screenshot({ path: `test-results/screens/${name}.png` });
  if (axe) {
    // Legacy mode opens no second page for its report; it is meant for pages without frames, as ours are.
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(RULES).analyze();
    const told = violations.map(({ id, help, nodes }) => ({ id, help, at: nodes.map(({ html }) => html) }));
    expect.soft(told, `axe: ${name}`).toEqual([]);
  }
  const { wide, small } = await page.evaluate(measured, TARGET);
  expect.soft(wide, `wider than the screen: ${name}`).toBeLessThanOrEqual(0);
  if (held) expect.soft(small, `targets: ${name}`).toEqual([]);
}

/** At 400 % nothing is scrolled sideways, and whatever can be pressed can be brought on screen and pressed. */
export async function reflows(page: Page, name: string) {
  const before = page.viewportSize();
  await page.setViewportSize(REFLOW);
  await settled(page);
  await page.screenshot({ path: `test-results/screens/${name}-reflow.png` });
  const { wide } = await page.evaluate(measured, TARGET);
  expect.soft(wide, `wider than the screen at 400 %: ${name}`).toBeLessThanOrEqual(0);
  expect.soft(await page.evaluate(outOfReach), `out of reach at 400 %: ${name}`).toEqual([]);
  if (before) await page.setViewportSize(before);
}

function measured(target: number) {
  const place = document.querySelector("[role=dialog]") ?? document.body;
  const small = [...place.querySelectorAll<HTMLElement>("button, a, summary, [role=switch], [role=tab]")]
    // What stands in a paper is as small as the paper has it.
    .filter((one) => one.checkVisibility() && !one.closest("[inert], [role=group]"))
    .map((one) => ({
      box: one.getBoundingClientRect(),
      name: one.getAttribute("aria-label") ?? one.textContent,
    }))
    .filter(({ box }) => box.width > 1 && (box.width < target - 0.5 || box.height < target - 0.5))
    .map(({ box, name }) => `${name} ${Math.round(box.width)}×${Math.round(box.height)}`);
  return { wide: document.documentElement.scrollWidth - window.innerWidth, small };
}

function outOfReach(): string[] {
  const place = document.querySelector("[role=dialog]") ?? document.body;
  const scrolled = [...document.querySelectorAll("*")].map(
    (one) => [one, one.scrollTop, one.scrollLeft] as const,
  );
  const lost: string[] = [];
  for (const one of place.querySelectorAll<HTMLElement>(
    "button, a, input, textarea, summary, [role=switch]",
  )) {
    if (!one.checkVisibility() || one.closest("[inert], [role=group]")) continue;
    one.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
    const box = one.getBoundingClientRect();
    if (box.width <= 1) continue;
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    const hit = document.elementFromPoint(x, y);
    const label = one.closest("label");
    const reached = hit !== null && (one.contains(hit) || hit.contains(one) || label?.contains(hit));
    // What only a script can scroll to is nowhere for a person.
    let hidden = false;
    for (let up = one.parentElement; up; up = up.parentElement) {
      const clips = ["hidden", "clip"].includes(getComputedStyle(up).overflowY);
      hidden ||= clips && (up.scrollTop > 1 || up.scrollLeft > 1);
    }
    if (!reached || hidden) lost.push(`${one.getAttribute("aria-label") ?? one.textContent}`);
  }
  for (const [one, top, left] of scrolled) {
    one.scrollTop = top;
    one.scrollLeft = left;
  }
  return lost;
}
