// The service worker: starts the app without network, from its own shell and nothing else. Papers, pictures and answers of the
// server never pass through here: what is kept of those lies encrypted in the vault.

interface Waitable extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetching extends Waitable {
  request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Scope {
  location: Location;
  clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(kind: "install" | "activate", act: (event: Waitable) => void): void;
  addEventListener(kind: "fetch", act: (event: Fetching) => void): void;
  addEventListener(kind: "message", act: (event: MessageEvent) => void): void;
}
declare const self: Scope;
/** Put in by the build: every file of this version's shell, and a name made of all their contents. */
declare const FILES: string[];
declare const VERSION: string;

const SHELL = "nghisu-shell-";
const own = SHELL + VERSION;

self.addEventListener("install", (event) => {
  event.waitUntil(
    (async () => {
      const cache = await caches.open(own);
      // Files with a hash in their name are taken from the version before: an update fetches what changed.
      for (const file of FILES) {
        if (await cache.match(file)) continue;
        const known = file.startsWith("/assets/") ? await caches.match(file) : undefined;
        await (known ? cache.put(file, known) : cache.add(new Request(file, { cache: "no-cache" })));
      }
    })(),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) {
        if (name.startsWith(SHELL) && name !== own) await caches.delete(name);
      }
      await self.clients.claim();
    })(),
  );
});

// A new version waits until somebody says so, or until the app is started the next time: never in the middle of a session.
self.addEventListener("message", (event) => {
  if (event.data === "update") void self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  const isPage = request.mode === "navigate" && !/^\/(api|trust)(\/|$)|\.[a-z0-9]+$/.test(pathname);
  const file = isPage ? "/index.html" : pathname;
  if (!FILES.includes(file)) return;
  event.respondWith(
    caches
      .open(own)
      .then((cache) => cache.match(file))
      .then((kept) => kept ?? fetch(request)),
  );
});

export {};
