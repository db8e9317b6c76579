// Installs the service worker, and says when a newer version of the app is waiting.
import { trustedScript } from "../reader/trusted";

const HOUR = 60 * 60_000;

let installed = false;
let waiting: ServiceWorker | undefined;
const listeners = new Set<() => void>();

function found(worker: ServiceWorker | null) {
  // The first of all takes over by itself: there is nothing it would replace.
  if (!worker || !navigator.serviceWorker.controller) return;
  waiting = worker;
  for (const listener of listeners) listener();
}

/** On paired tablets alone: at the desk and on the wall a reload must always bring what the server has. */
export async function installShell(): Promise<void> {
  if (installed) return;
  // Absent over plain HTTP and in private windows: then the app needs its server to start.
  const { serviceWorker } = navigator;
  if (!serviceWorker || import.meta.env.DEV) return;
  installed = true;
  try {
    const registration = await serviceWorker.register(trustedScript("/sw.js"), { updateViaCache: "none" });
    found(registration.waiting);
    registration.addEventListener("updatefound", () => {
      const fresh = registration.installing;
      fresh?.addEventListener("statechange", () => fresh.state === "installed" && found(fresh));
    });
    setInterval(() => void registration.update().catch(() => {}), HOUR);
  } catch {
    // The browser was told not to: the app works as before.
  }
}

export const updateWaits = () => waiting !== undefined;

export function onUpdate(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Goes over to the new version, and loads the page anew once it has taken over. */
export function update(): void {
  if (!waiting) return;
  navigator.serviceWorker.addEventListener("controllerchange", () => window.location.reload(), {
    once: true,
  });
  waiting.postMessage("update");
}
