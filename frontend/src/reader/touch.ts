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
