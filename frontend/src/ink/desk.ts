// The one canvas over the reader on which the stroke under the pen is drawn: small, quick, and gone once the stroke is kept.
import { MAX_CANVAS_PIXELS } from "../reader/layout";
import { outline, trace } from "./outline";

export interface Live {
  kind: "stroke" | "highlight";
  /** A CSS colour. */
  colour: string;
  width: number;
  points: readonly number[];
  /** From page points to the canvas's own CSS pixels: a, b, c, d, e, f as in CSS `matrix()`. */
  matrix: readonly [number, number, number, number, number, number];
}

export interface Desk {
  draw(live: Live): void;
  /** Where the eraser is, in CSS pixels of the canvas. */
  ring(x: number, y: number, radius: number, colour: string): void;
  clear(): void;
  close(): void;
}

/** `over` is what the reader scrolls in; the canvas lies over it and lets every touch through. */
export function openDesk(over: HTMLElement): Desk {
  const canvas = document.createElement("canvas");
  canvas.setAttribute("aria-hidden", "true");
  canvas.dataset.ink = "live";
  const { style } = canvas;
  style.position = "absolute";
  style.inset = "0";
  style.pointerEvents = "none";
  over.parentElement?.append(canvas);
  // A hint: where the browser can, strokes reach the glass without waiting for the page.
  const context = canvas.getContext("2d", { desynchronized: true });
  let scale = 1;
  let drawn = false;

  const resize = () => {
    const { clientWidth: width, clientHeight: height } = over;
    const density = window.devicePixelRatio || 1;
    scale = Math.min(density, Math.sqrt(MAX_CANVAS_PIXELS / Math.max(1, width * height)));
    const [across, down] = [Math.floor(width * scale), Math.floor(height * scale)];
    if (canvas.width === across && canvas.height === down) return;
    canvas.width = across;
    canvas.height = down;
    style.width = `${width}px`;
    style.height = `${height}px`;
    drawn = false;
  };
  const seen = new ResizeObserver(resize);
  seen.observe(over);
  resize();

  const clear = () => {
    if (!context || !drawn) return;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
    drawn = false;
  };
  return {
    draw({ kind, colour, width, points, matrix }) {
      if (!context) return;
      clear();
      const [a, b, c, d, e, f] = matrix;
      context.setTransform(a * scale, b * scale, c * scale, d * scale, e * scale, f * scale);
      context.globalAlpha = kind === "highlight" ? 0.5 : 1;
      context.fillStyle = colour;
      context.beginPath();
      trace(outline(kind, width, points), context);
      context.fill();
      drawn = true;
    },
    ring(x, y, radius, colour) {
      if (!context) return;
      clear();
      context.setTransform(scale, 0, 0, scale, 0, 0);
      context.globalAlpha = 1;
      context.strokeStyle = colour;
      context.lineWidth = 2;
      context.beginPath();
      context.arc(x, y, radius, 0, 2 * Math.PI);
      context.stroke();
      drawn = true;
    },
    clear,
    close() {
      seen.disconnect();
      canvas.width = 0;
      canvas.height = 0;
      canvas.remove();
    },
  };
}
