// The leader's pointer on the pages, and the leader's hand that moves it. Drawn where its page is; nobody is scrolled to it.
import type { Point } from "../../live/frame";
import type { Picture } from "../../live/picture";
import type { Layer, LiveLeaf } from "../../reader/layers";
import styles from "./pointer.module.css";

/** A finger that has been lifted still points for a moment: eyes are slower than hands. */
const LINGER_MS = 1_500;

function openDot(leaf: LiveLeaf, name?: string) {
  const dot = document.createElement("div");
  dot.className = styles.dot ?? "";
  dot.setAttribute("aria-hidden", "true");
  dot.hidden = true;
  if (name)
    dot.append(Object.assign(document.createElement("span"), { className: styles.name, textContent: name }));
  leaf.element.append(dot);
  return {
    put(point: Point | undefined) {
      const on = point?.page === leaf.index + 1;
      dot.hidden = !on;
      if (!on || !point) return;
      dot.style.left = `${point.x * 100}%`;
      dot.style.top = `${point.y * 100}%`;
      // Near the right edge the name stands on the other side.
      dot.classList.toggle(styles.left ?? "", point.x > 0.6);
    },
    remove: () => dot.remove(),
  };
}

export function pointerLayer(picture: Picture, number: number, name: string): Layer {
  return (leaf) => {
    const dot = openDot(leaf, name);
    const put = () => {
      const led = picture.led();
      dot.put(led?.number === number ? led.point : undefined);
    };
    put();
    const stop = picture.onLed(put);
    return () => {
      stop();
      dot.remove();
    };
  };
}

export function pointingLayer(point: (at: Point | undefined) => void): Layer {
  return (leaf) => {
    const glass = document.createElement("div");
    glass.className = styles.glass ?? "";
    const dot = openDot(leaf);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const show = (at: Point | undefined) => {
      dot.put(at);
      point(at);
    };
    const move = (event: PointerEvent) => {
      clearTimeout(timer);
      const { x, y } = leaf.at(event.clientX, event.clientY);
      const within = (value: number) => Math.min(1, Math.max(0, value));
      show({ page: leaf.index + 1, x: within(x / leaf.size.width), y: within(y / leaf.size.height) });
    };
    const lift = () => {
      clearTimeout(timer);
      timer = setTimeout(() => show(undefined), LINGER_MS);
    };
    glass.addEventListener("pointerdown", move);
    glass.addEventListener("pointermove", move);
    for (const end of ["pointerup", "pointercancel", "pointerleave"] as const)
      glass.addEventListener(end, lift);
    leaf.element.append(glass);
    return () => {
      clearTimeout(timer);
      show(undefined);
      glass.remove();
      dot.remove();
    };
  };
}
