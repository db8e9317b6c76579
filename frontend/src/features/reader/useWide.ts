// Whether the rail of tools stands beside the page: where things stand, not only how they look, depends on it. Beside it they
// also stand on a phone that lies on its side, where a row below would leave no page.
import { useSyncExternalStore } from "react";

const query = window.matchMedia("(min-width: 1000px), (min-width: 640px) and (max-height: 560px)");

function subscribe(changed: () => void) {
  query.addEventListener("change", changed);
  return () => query.removeEventListener("change", changed);
}

export function useWide(): boolean {
  return useSyncExternalStore(subscribe, () => query.matches);
}
