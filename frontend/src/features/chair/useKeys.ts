// A presenter's clicker and the keyboard: next and back, wherever the focus is, except where one types or decides.
import { useEffect, useRef } from "react";

const NEXT = new Set(["PageDown", "ArrowRight"]);
const BACK = new Set(["PageUp", "ArrowLeft"]);

export type Step = "next" | "back";

export interface Pressed {
  key: string;
  repeat: boolean;
  modified: boolean;
  /** A text field or a dialog has the focus. */
  taken: boolean;
  /** A button or link has the focus: Space is its own. */
  onControl: boolean;
}

export function step({ key, repeat, modified, taken, onControl }: Pressed): Step | undefined {
  if (repeat || modified || taken) return undefined;
  if (NEXT.has(key)) return "next";
  if (BACK.has(key)) return "back";
  return key === " " && !onControl ? "next" : undefined;
}

/**
 * The keyboard is always "next", also while the button on screen offers to undo: somebody presenting with a clicker
 * does not look at the screen, and their second press means the next item, never the one before.
 */
export function useKeys(go: (step: Step) => void) {
  const latest = useRef(go);
  useEffect(() => {
    latest.current = go;
  });
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const focus = event.target instanceof Element ? event.target : document.body;
      const wanted = step({
        key: event.key,
        repeat: event.repeat,
        modified: event.ctrlKey || event.metaKey || event.altKey || event.shiftKey,
        taken:
          document.querySelector("[role=dialog]") !== null ||
          focus.closest("input, textarea, select, [contenteditable]") !== null,
        onControl: focus.closest("button, a, summary") !== null,
      });
      if (!wanted) return;
      event.preventDefault();
      latest.current(wanted);
    };
    window.addEventListener("keydown", pressed);
    return () => window.removeEventListener("keydown", pressed);
  }, []);
}
