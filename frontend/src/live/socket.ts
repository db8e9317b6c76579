// Keeps one channel to a meeting open for hours over a bad network: reconnects, resumes, and falls back to polling.
import type { Door, Frame, Held } from "./frame";

export type ChannelState = "connecting" | "live" | "lost";
/** Why the channel will not come back by itself. */
export type Ending = "signed_out" | "removed" | "unknown";

export interface Listener {
  frame(frame: Frame): void;
  state(state: ChannelState): void;
  ended(ending: Ending): void;
  held(): Held | undefined;
}

/** What the channel needs from the browser, so that a test can stand in for it. */
export interface Surroundings {
  openSocket(path: string): WebSocket;
  fetch: typeof fetch;
  random(): number;
  /** Calls back when the page is shown again or the network returns. */
  onReturn(callback: () => void): () => void;
}

export interface Channel {
  close(): void;
}

export const SILENCE_MS = 20_000;
const FIRST_JITTER_MS = 300;
const LONGEST_WAIT_MS = 5_000;
const SOCKETS_BEFORE_POLLING = 3;
const POLLING_MS = 60_000;
/** Longer than the server's 10 s heartbeat: an open socket this quiet is not to be trusted after a nap. */
const DOUBTFUL_MS = 12_000;

const endings: Record<number, Ending> = { 4401: "signed_out", 4403: "removed", 4404: "unknown" };
const refusals: Record<number, Ending> = { 401: "signed_out", 403: "removed", 404: "unknown" };

export function openChannel(meeting: string, door: Door, listener: Listener, world = browser()): Channel {
  let socket: WebSocket | undefined;
  /** The poll under way, while there are polls. */
  let asking: AbortController | undefined;
  let closed = false;
  let failures = 0;
  let heardAt = Date.now();
  let retry: ReturnType<typeof setTimeout> | undefined;
  let silence: ReturnType<typeof setTimeout> | undefined;

  const address = (end: "live" | "live/poll") => {
    const query = new URLSearchParams({ door });
    const held = listener.held();
    if (held) {
      query.set("epoch", held.epoch);
      query.set("since", String(held.seq));
    }
    return `/api/meetings/${meeting}/${end}?${query}`;
  };

  const listen = () => {
    clearTimeout(silence);
    silence = setTimeout(() => {
      listener.state("lost");
      // A proxy that opens sockets and passes nothing is as good as no socket.
      failures += 1;
      if (asking) asking.abort();
      else again();
      listen();
    }, SILENCE_MS);
  };

  const heard = () => {
    heardAt = Date.now();
    failures = 0;
    listener.state("live");
    listen();
  };

  /** A failed attempt never talks a lost connection back into "connecting". */
  const waiting = () => listener.state(Date.now() - heardAt < SILENCE_MS ? "connecting" : "lost");

  const drop = () => {
    clearTimeout(retry);
    const old = socket;
    socket = undefined;
    old?.close();
  };

  const end = (ending: Ending) => {
    close();
    listener.ended(ending);
  };

  const again = () => {
    if (closed) return;
    drop();
    if (failures >= SOCKETS_BEFORE_POLLING) return void poll();
    // A thousand tablets lose a restarting server in the same instant: the first wait only spreads them out.
    const wait = Math.min(LONGEST_WAIT_MS, FIRST_JITTER_MS * 2 ** failures) * world.random();
    retry = setTimeout(connect, wait);
  };

  const connect = () => {
    drop();
    const mine = world.openSocket(address("live"));
    socket = mine;
    mine.onmessage = (event) => {
      if (socket !== mine) return;
      heard();
      listener.frame(JSON.parse(String(event.data)) as Frame);
    };
    mine.onclose = (event) => {
      if (socket !== mine) return;
      const ending = endings[event.code];
      if (ending) return end(ending);
      failures += 1;
      waiting();
      again();
    };
  };

  const poll = async () => {
    const until = Date.now() + POLLING_MS;
    let misses = 0;
    while (!closed && Date.now() < until) {
      try {
        asking = new AbortController();
        const response = await world.fetch(address("live/poll"), { signal: asking.signal });
        const ending = refusals[response.status];
        if (ending) return end(ending);
        if (!response.ok) throw new Error(String(response.status));
        const { frames } = (await response.json()) as { frames: Frame[] };
        if (closed) return;
        misses = 0;
        heard();
        for (const frame of frames) listener.frame(frame);
      } catch {
        if (closed) return;
        waiting();
        misses += 1;
        const wait = Math.min(LONGEST_WAIT_MS, FIRST_JITTER_MS * 2 ** misses) * (0.5 + world.random() / 2);
        await new Promise((resolve) => setTimeout(resolve, wait));
      }
    }
    asking = undefined;
    // One more socket is tried now and then: if it fails too, polling goes on.
    failures = SOCKETS_BEFORE_POLLING - 1;
    if (!closed) connect();
  };

  const stopWatching = world.onReturn(() => {
    const fresh = Date.now() - heardAt < DOUBTFUL_MS;
    if (asking) return fresh ? undefined : asking.abort();
    if (socket?.readyState !== 1 || !fresh) connect();
  });

  function close() {
    closed = true;
    clearTimeout(silence);
    asking?.abort();
    stopWatching();
    drop();
  }

  listener.state("connecting");
  listen();
  connect();
  return { close };
}

function browser(): Surroundings {
  return {
    openSocket: (path) => new WebSocket(new URL(path, window.location.href.replace(/^http/, "ws"))),
    fetch: (...request) => window.fetch(...request),
    random: Math.random,
    onReturn(callback) {
      const shown = () => document.visibilityState === "visible" && callback();
      document.addEventListener("visibilitychange", shown);
      window.addEventListener("online", callback);
      return () => {
        document.removeEventListener("visibilitychange", shown);
        window.removeEventListener("online", callback);
      };
    },
  };
}
