// Whether there is room for the rail of tools beside the page: where things stand, not only how they look, depends on it.
import { useSyncExternalStore } from "react";

const query = window.matchMedia("(min-width: 1000px)");

function subscribe(changed: () => void) {
  query.addEventListener("change", changed);
  return () => query.removeEventListener("change", changed);
}

export function useWide(): boolean {
  return useSyncExternalStore(subscribe, () => query.matches);
}
