// Nothing moves under a finger: what is shown waits until the hand has been off the screen for a moment.
import { useEffect, useRef, useState } from "react";

const CALM_MS = 600;
/** A finger whose lifting was never told must not freeze the picture for good. */
const LONGEST_MS = 6_000;

function useTouched(): boolean {
  const [touched, setTouched] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const calmAfter = (ms: number) => {
      clearTimeout(timer);
      timer = setTimeout(() => setTouched(false), ms);
    };
    const down = () => {
      setTouched(true);
      calmAfter(LONGEST_MS);
    };
    const up = () => calmAfter(CALM_MS);
    const ends = ["pointerup", "pointercancel"] as const;
    window.addEventListener("pointerdown", down, true);
    for (const end of ends) window.addEventListener(end, up, true);
    // Not captured: only the window's own, never that of a button losing the focus to this very touch.
    window.addEventListener("blur", up);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("pointerdown", down, true);
      for (const end of ends) window.removeEventListener(end, up, true);
      window.removeEventListener("blur", up);
    };
  }, []);
  return touched;
}

/** `value`, or what it was when the screen was touched. */
export function useSteady<T>(value: T): T {
  const touched = useTouched();
  const held = useRef(value);
  useEffect(() => {
    if (!touched) held.current = value;
  }, [touched, value]);
  // Nothing to hold yet: the first picture is shown whatever the hand does.
  return touched ? (held.current ?? value) : value;
}

/** Whether a button whose meaning has just changed may be pressed already: the second tap was meant for the first. */
export function useSettled(meaning: string, ms = 800): () => boolean {
  const changed = useRef({ meaning, at: Number.NEGATIVE_INFINITY });
  useEffect(() => {
    if (changed.current.meaning !== meaning) changed.current = { meaning, at: performance.now() };
  }, [meaning]);
  return () => changed.current.meaning === meaning && performance.now() - changed.current.at >= ms;
}
