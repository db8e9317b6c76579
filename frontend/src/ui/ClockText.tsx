// The office's time of day by the server's clock: tablets' own clocks disagree.
import { useSyncExternalStore } from "react";
import { clock } from "../i18n/time";

function everySecond(tick: () => void) {
  const timer = setInterval(tick, 1_000);
  return () => clearInterval(timer);
}

export function ClockText({ offset = 0, className }: { offset?: number; className?: string }) {
  const words = useSyncExternalStore(everySecond, () => clock(Date.now() + offset));
  return <time className={className}>{words}</time>;
}
