// Two quick taps of a finger or pen at one spot; the mouse keeps its double click for choosing a word.
const APART_MS = 320;
const NEAR_PX = 32;

export function onDoubleTap(element: HTMLElement, tapped: (x: number, y: number) => void): () => void {
  let last: { at: number; x: number; y: number } | undefined;
  let down: { x: number; y: number } | undefined;
  const near = (a: { x: number; y: number }, b: { x: number; y: number }) =>
    Math.hypot(a.x - b.x, a.y - b.y) < NEAR_PX;
  const pressed = (event: PointerEvent) => {
    down =
      event.pointerType === "mouse" || !event.isPrimary ? undefined : { x: event.clientX, y: event.clientY };
  };
  const lifted = (event: PointerEvent) => {
    const here = { x: event.clientX, y: event.clientY };
    // A finger that has travelled was scrolling.
    if (!down || !near(down, here)) return;
    if (last && event.timeStamp - last.at < APART_MS && near(last, here)) {
      last = undefined;
      const box = element.getBoundingClientRect();
      tapped(here.x - box.left, here.y - box.top);
    } else {
      last = { at: event.timeStamp, ...here };
    }
  };
  const left = () => {
    down = undefined;
    last = undefined;
  };
  element.addEventListener("pointerdown", pressed);
  element.addEventListener("pointerup", lifted);
  element.addEventListener("pointercancel", left);
  return () => {
    element.removeEventListener("pointerdown", pressed);
    element.removeEventListener("pointerup", lifted);
    element.removeEventListener("pointercancel", left);
  };
}

const FAR_PX = 70;
const QUICK_MS = 600;

/** A quick stroke of a finger to the left (1: on) or to the right (-1: back), where the element asks for it. */
export function onSwipe(element: HTMLElement, swiped: (by: 1 | -1) => void): () => void {
  let down: { at: number; x: number; y: number } | undefined;
  const pressed = (event: PointerEvent) => {
    const finger = event.pointerType === "touch" && event.isPrimary && element.dataset.swipe !== undefined;
    down = finger ? { at: event.timeStamp, x: event.clientX, y: event.clientY } : undefined;
  };
  const lifted = (event: PointerEvent) => {
    if (!down || !event.isPrimary) return;
    const [x, y] = [event.clientX - down.x, event.clientY - down.y];
    const quick = event.timeStamp - down.at < QUICK_MS;
    down = undefined;
    if (quick && Math.abs(x) > FAR_PX && Math.abs(x) > 2 * Math.abs(y)) swiped(x < 0 ? 1 : -1);
  };
  const left = () => {
    down = undefined;
  };
  element.addEventListener("pointerdown", pressed);
  element.addEventListener("pointerup", lifted);
  element.addEventListener("pointercancel", left);
  return () => {
    element.removeEventListener("pointerdown", pressed);
    element.removeEventListener("pointerup", lifted);
    element.removeEventListener("pointercancel", left);
  };
}

export interface Pinch {
  /** The fingers are so many times as far apart as they began; the middle between them began at x, y of the element. */
  move(scale: number, x: number, y: number): void;
  end(scale: number, x: number, y: number): void;
}

/** Two fingers drawn apart or together: the pages grow, and not the whole screen with its buttons. */
export function onPinch(element: HTMLElement, pinch: Pinch): () => void {
  let begun: { apart: number; x: number; y: number } | undefined;
  let scale = 1;
  const apart = ([a, b]: readonly Touch[]) =>
    a && b ? Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY) : 0;
  const fingers = (event: TouchEvent) =>
    Array.from(event.touches).filter(({ touchType }: Stylus) => touchType !== "stylus");
  const pressed = (event: TouchEvent) => {
    const [a, b, more] = fingers(event);
    if (!a || !b || more) return;
    event.preventDefault();
    const box = element.getBoundingClientRect();
    const [x, y] = [(a.clientX + b.clientX) / 2 - box.left, (a.clientY + b.clientY) / 2 - box.top];
    begun = { apart: Math.max(1, apart([a, b])), x, y };
    scale = 1;
  };
  const moved = (event: TouchEvent) => {
    const two = fingers(event);
    if (!begun || two.length !== 2) return;
    event.preventDefault();
    scale = apart(two) / begun.apart;
    pinch.move(scale, begun.x, begun.y);
  };
  const lifted = () => {
    if (begun) pinch.end(scale, begun.x, begun.y);
    begun = undefined;
  };
  // The browser must wait for what we say to two fingers.
  element.addEventListener("touchstart", pressed, { passive: false });
  element.addEventListener("touchmove", moved, { passive: false });
  element.addEventListener("touchend", lifted);
  element.addEventListener("touchcancel", lifted);
  return () => {
    element.removeEventListener("touchstart", pressed);
    element.removeEventListener("touchmove", moved);
    element.removeEventListener("touchend", lifted);
    element.removeEventListener("touchcancel", lifted);
  };
}

/** Safari tells pens from fingers so. */
type Stylus = Touch & { touchType?: "direct" | "stylus" };
