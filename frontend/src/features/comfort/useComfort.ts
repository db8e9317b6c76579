// While a session runs: the screen stays lit, and what is told newly can be felt.
import { useEffect, useRef } from "react";
import { keepAwake } from "../../device/wake";
import { useChoices } from "./Settings";

export function useAwake(running: boolean): void {
  const { awake } = useChoices();
  useEffect(() => (running && awake ? keepAwake() : undefined), [running, awake]);
}

/** Short enough to be missed by the neighbour. */
const BUZZ_MS = 60;

/** `word` names what is told; a further one is felt once. What was there when the page opened is not. */
export function useBuzz(word: string): void {
  const { buzz } = useChoices();
  const last = useRef(word);
  useEffect(() => {
    if (last.current === word) return;
    last.current = word;
    // Browsers refuse it before the first touch, and say so in their own log only.
    if (buzz && word !== "" && "vibrate" in navigator && navigator.userActivation?.hasBeenActive)
      navigator.vibrate(BUZZ_MS);
  }, [word, buzz]);
}
