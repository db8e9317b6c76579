// What lies over a page: the passage a search found, and the name of whoever reads a paper that must not wander.
import type { Size } from "./layout";
import type { Overlay } from "./leaf";
import styles from "./viewer.module.css";

const SVG = "http://www.w3.org/2000/svg";
/** Points between two lines of the watermark. */
const APART = 140;

/** An element the size of the page, drawn in the page's own points; nothing to lay over: undefined. */
export function layOver(overlay: Overlay, size: Size): HTMLElement | undefined {
  const { rectangles = [], current = [], spoken = [], watermark } = overlay;
  if (rectangles.length + current.length + spoken.length === 0 && !watermark) return undefined;
  const place = document.createElement("div");
  place.className = styles.over ?? "";
  place.setAttribute("aria-hidden", "true");
  const svg = make("svg", { viewBox: `0 0 ${size.width} ${size.height}`, preserveAspectRatio: "none" });
  for (const [marks, look] of [
    [rectangles, styles.found],
    [current, styles.current],
    [spoken, styles.spoken],
  ] as const) {
    for (const [x, y, width, height] of marks) {
      // A little larger than the letters, so that their edges stay readable.
      svg.append(
        make("rect", { x: x - 1, y: y - 1, width: width + 2, height: height + 2, class: look ?? "" }),
      );
    }
  }
  if (watermark) svg.append(slanted(watermark, size));
  place.append(svg);
  return place;
}

function slanted(words: string, { width, height }: Size): SVGElement {
  const reach = Math.hypot(width, height);
  const group = make("g", {
    transform: `translate(${width / 2} ${height / 2}) rotate(-30)`,
    class: styles.water ?? "",
  });
  const line = Array.from({ length: 4 }, () => words).join("      ");
  for (let y = -reach / 2; y <= reach / 2; y += APART) {
    const text = make("text", { x: -reach / 2 - (Math.round(y / APART) % 2) * 60, y });
    text.textContent = line;
    group.append(text);
  }
  return group;
}

function make(name: string, attributes: Record<string, string | number>): SVGElement {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}
