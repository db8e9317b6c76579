// Where pen, finger and mouse meet the pages: what they write is drawn at once and kept when they are lifted.
import type { Layers, LiveLeaf } from "../reader/layers";
import { openDesk } from "./desk";
import type { Hand } from "./hand";
import type { KitBox } from "./kit";
import type { Mark } from "./op";
import { openPolicy } from "./policy";
import { openSheet, type Sheet, type SheetWords } from "./sheet";
import { openPass, type Pass, strokeOf } from "./stroke";

export interface SurfaceOptions {
  scroller: HTMLElement;
  layers: Layers;
  hand: Hand;
  kit: KitBox;
  words: SheetWords;
  /** Somebody wants to write a note here, in page points; pages count from 1. */
  noteAt(page: number, x: number, y: number): void;
  noteOpened(mark: Mark): void;
  /** The first touch of a pen. */
  penCame(): void;
}

export interface Surface {
  close(): void;
}

/** A finger that travels farther than this was no tap, in CSS pixels. */
const TAP = 12;
/** A second finger within this of the first means a pinch, in milliseconds. */
const PINCH_MS = 300;

export function openSurface(options: SurfaceOptions): Surface {
  const { scroller, layers, hand, kit } = options;
  const desk = openDesk(scroller);
  const policy = openPolicy();
  const sheets = new Map<HTMLElement, { leaf: LiveLeaf; sheet: Sheet }>();
  let pass: Pass | undefined;
  let began = 0;
  let tap: { id: number; x: number; y: number } | undefined;
  const fingers = new Map<number, { x: number; y: number }>();

  const stopLayer = layers.add((leaf) => {
    const sheet = openSheet(leaf, options.words, options.noteOpened);
    sheets.set(leaf.element, { leaf, sheet });
    sheet.show(hand.marks(leaf.index + 1));
    return () => {
      if (pass?.leaf === leaf) drop();
      sheet.close();
      sheets.delete(leaf.element);
    };
  });
  const stopHand = hand.subscribe((pages) => {
    for (const { leaf, sheet } of sheets.values()) {
      if (pages.has(leaf.index + 1)) sheet.show(hand.marks(leaf.index + 1));
    }
  });

  const found = (target: EventTarget | null) => {
    for (const [element, one] of sheets) if (target instanceof Node && element.contains(target)) return one;
    return undefined;
  };
  /** The browser pans and zooms unless what comes down next would write. */
  const guard = (penOver: boolean) => {
    const { finger } = kit.get();
    scroller.style.touchAction = penOver || finger ? "none" : "";
    scroller.style.userSelect = finger ? "none" : "";
  };
  const drop = () => {
    pass?.cancel();
    pass = undefined;
    desk.clear();
  };
  const end = () => {
    const finished = pass;
    pass = undefined;
    finished?.finish();
    desk.clear();
  };

  const pressed = (event: PointerEvent) => {
    const { pointerType: kind, pointerId: id, button } = event;
    if (kind === "touch") fingers.set(id, { x: event.clientX, y: event.clientY });
    if (kind === "pen" && button === 0) {
      if (!kit.get().penKnown || kit.get().finger) kit.set({ penKnown: true, finger: false });
      options.penCame();
    }
    const on = found(event.target);
    const onThing = event.target instanceof Element && event.target.closest("button, a");
    const { tool, finger } = kit.get();
    if (!on || (onThing && tool !== "eraser")) return;
    if (tool === "note") {
      if (button === 0) tap = { id, x: event.clientX, y: event.clientY };
      return;
    }
    const meaning = policy.down({ id, kind, button }, finger);
    const touching = kind === "touch" && policy.writing() !== undefined && fingers.size > 1;
    if (meaning === "ignore") {
      // A palm beside the pen: it shall neither write nor pull the page away.
      event.stopPropagation();
      if (touching && finger && event.timeStamp - began < PINCH_MS) {
        policy.giveUp();
        drop();
      }
      return;
    }
    if (meaning === "move") return;
    event.preventDefault();
    event.stopPropagation();
    drop();
    began = event.timeStamp;
    // A pen turned round erases, whatever is chosen.
    const erasing = tool === "eraser" || button === 5;
    pass = openPass({
      ...strokeOf(kit.get(), erasing),
      leaf: on.leaf,
      sheet: on.sheet,
      desk,
      hand,
      scroller,
    });
    pass.take(event);
    try {
      scroller.setPointerCapture(id);
    } catch {
      // The pointer is gone again already.
    }
  };
  const moved = (event: PointerEvent) => {
    const { pointerId: id, pointerType: kind } = event;
    if (kind === "pen") guard(true);
    const before = fingers.get(id);
    if (before) {
      // Two fingers move the page while one writes.
      if (kit.get().finger && fingers.size > 1 && !pass && policy.writing() === undefined) {
        const share = fingers.size;
        scroller.scrollBy((before.x - event.clientX) / share, (before.y - event.clientY) / share);
      }
      fingers.set(id, { x: event.clientX, y: event.clientY });
    }
    if (!pass || policy.writing() !== id) return;
    event.stopPropagation();
    pass.take(event);
  };
  const lifted = (event: PointerEvent) => {
    const { pointerId: id } = event;
    fingers.delete(id);
    if (tap?.id === id) {
      const still = Math.hypot(event.clientX - tap.x, event.clientY - tap.y) < TAP;
      tap = undefined;
      const on = found(event.target);
      if (still && on) {
        event.preventDefault();
        event.stopPropagation();
        const { x, y } = on.leaf.at(event.clientX, event.clientY);
        options.noteAt(on.leaf.index + 1, x, y);
      }
    }
    if (policy.writing() === id) {
      event.stopPropagation();
      pass?.take(event);
      end();
    }
    policy.up(id);
  };
  const cancelled = (event: PointerEvent) => {
    const { pointerId: id, pointerType: kind } = event;
    fingers.delete(id);
    if (tap?.id === id) tap = undefined;
    if (policy.writing() === id) {
      // A finger that is taken from us was moving the page; a pen was writing, and what it wrote stays.
      if (kind === "pen" && pass?.worth()) end();
      else drop();
    }
    policy.up(id);
  };
  const left = (event: PointerEvent) => {
    if (event.pointerType === "pen" && policy.writing() === undefined) guard(false);
  };
  /** Comes after `pointerdown`, and before the browser begins to pan. */
  const touched = (event: TouchEvent) => {
    const ours = policy.writing() !== undefined || policy.penNear(performance.now());
    if (ours && event.cancelable) event.preventDefault();
  };
  const selecting = (event: Event) => {
    if (policy.writing() !== undefined) event.preventDefault();
  };

  guard(false);
  const stopKit = kit.subscribe(() => guard(false));
  const capture = { capture: true };
  scroller.addEventListener("pointerdown", pressed, capture);
  scroller.addEventListener("pointermove", moved, capture);
  scroller.addEventListener("pointerup", lifted, capture);
  scroller.addEventListener("pointercancel", cancelled, capture);
  scroller.addEventListener("pointerleave", left);
  scroller.addEventListener("touchstart", touched, { passive: false });
  scroller.addEventListener("selectstart", selecting);
  return {
    close() {
      drop();
      stopLayer();
      stopHand();
      stopKit();
      desk.close();
      scroller.style.touchAction = "";
      scroller.style.userSelect = "";
      scroller.removeEventListener("pointerdown", pressed, capture);
      scroller.removeEventListener("pointermove", moved, capture);
      scroller.removeEventListener("pointerup", lifted, capture);
      scroller.removeEventListener("pointercancel", cancelled, capture);
      scroller.removeEventListener("pointerleave", left);
      scroller.removeEventListener("touchstart", touched);
      scroller.removeEventListener("selectstart", selecting);
    },
  };
}
