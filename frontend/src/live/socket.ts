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
  /** Calls back when the page is shown again, and when the network goes or returns. */
  onTurn(callback: (offline: boolean) => void): () => void;
}

export interface Channel {
  /** Sends a text if it goes out at once: where it would wait it would be old when it came. */
  say(text: string): boolean;
  close(): void;
}

export const SILENCE_MS = 20_000;
/** A line that is down for less, as while the server restarts, is not worth a word. */
export const GRACE_MS = 2_500;
/** Whoever asks is answered at once: an attempt this quiet has failed. */
const ATTEMPT_MS = 5_000;
const FIRST_JITTER_MS = 300;
/** Also how long the screen may go on saying "lost" once the server is back. */
const LONGEST_WAIT_MS = 2_000;
const SOCKETS_BEFORE_POLLING = 3;
const POLLING_MS = 60_000;
/** A line that holds this much back is too slow for more. */
const HELD_BACK = 2_048;
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
  /** Set from the moment the line is down until the server is heard again. */
  let losing: ReturnType<typeof setTimeout> | undefined;

  const address = (end: "live" | "live/poll", held: Held | undefined) => {
    const query = new URLSearchParams({ door });
    if (held) {
      query.set("epoch", held.epoch);
      query.set("since", String(held.seq));
    }
    return `/api/meetings/${meeting}/${end}?${query}`;
  };

  /** Only a word from the server ends it: an attempt that fails never talks a lost line back into "connecting". */
  const lose = (after: number) => {
    if (losing || closed) return;
    listener.state("connecting");
    losing = setTimeout(() => listener.state("lost"), after);
  };

  const listen = (ms: number) => {
    clearTimeout(silence);
    silence = setTimeout(() => {
      lose(0);
      // A proxy that opens sockets and passes nothing is as good as no socket.
      if (asking) asking.abort();
      else missed();
    }, ms);
  };

  const heard = () => {
    heardAt = Date.now();
    clearTimeout(losing);
    losing = undefined;
    listener.state("live");
    listen(SILENCE_MS);
  };

  const drop = () => {
    clearTimeout(retry);
    clearTimeout(silence);
    const old = socket;
    socket = undefined;
    old?.close();
  };

  const end = (ending: Ending) => {
    close();
    // A meeting that was on screen is not unknown: one has been taken out of it while the line was down.
    listener.ended(ending === "unknown" && listener.held() ? "removed" : ending);
  };

  const connect = () => {
    drop();
    lose(GRACE_MS);
    const mine = world.openSocket(address("live", listener.held()));
    socket = mine;
    listen(ATTEMPT_MS);
    mine.onmessage = (event) => {
      if (socket !== mine) return;
      failures = 0;
      heard();
      listener.frame(JSON.parse(String(event.data)) as Frame);
    };
    mine.onclose = (event) => {
      if (socket !== mine) return;
      const ending = endings[event.code];
      if (ending) end(ending);
      else missed();
    };
  };

  const connectSoon = () => {
    // A thousand tablets lose a restarting server in the same instant: the first wait only spreads them out.
    const wait = Math.min(LONGEST_WAIT_MS, FIRST_JITTER_MS * 2 ** failures) * world.random();
    retry = setTimeout(connect, wait);
  };

  const missed = () => {
    drop();
    lose(GRACE_MS);
    failures += 1;
    if (failures >= SOCKETS_BEFORE_POLLING) void poll();
    else connectSoon();
  };

  const poll = async () => {
    const until = Date.now() + POLLING_MS;
    try {
      do {
        // A poll that resumes may be kept waiting 10 s for news. One that holds nothing is answered at once, so it asks
        // whether the server is back; its picture is left aside for the next poll, which tells the notices missed too.
        const held = listener.held();
        const hello = losing !== undefined && held !== undefined;
        listen(losing ? ATTEMPT_MS : SILENCE_MS);
        asking = new AbortController();
        const path = address("live/poll", hello ? undefined : held);
        const response = await world.fetch(path, { signal: asking.signal });
        const ending = refusals[response.status];
        if (ending) return end(ending);
        if (!response.ok) throw new Error(String(response.status));
        const { frames } = (await response.json()) as { frames: Frame[] };
        if (closed) return;
        heard();
        if (!hello) for (const frame of frames) listener.frame(frame);
      } while (Date.now() < until);
      // One more socket is tried now and then: if it fails too, polling goes on.
      failures = SOCKETS_BEFORE_POLLING - 1;
      asking = undefined;
      connect();
    } catch {
      asking = undefined;
      if (closed) return;
      lose(GRACE_MS);
      failures += 1;
      connectSoon();
    }
  };

  const stopWatching = world.onTurn((offline) => {
    const trusted = !offline && !losing && Date.now() - heardAt < DOUBTFUL_MS;
    if (trusted) return;
    if (asking) asking.abort();
    else connect();
  });

  function close() {
    closed = true;
    clearTimeout(losing);
    asking?.abort();
    stopWatching();
    drop();
  }

  const say = (text: string) => {
    if (!socket || socket.readyState !== WebSocket.OPEN || socket.bufferedAmount > HELD_BACK) return false;
    socket.send(text);
    return true;
  };

  // The first picture of all may take its time.
  lose(ATTEMPT_MS);
  connect();
  return { say, close };
}

function browser(): Surroundings {
  return {
    openSocket: (path) => new WebSocket(new URL(path, window.location.href.replace(/^http/, "ws"))),
    fetch: (...request) => window.fetch(...request),
    random: Math.random,
    onTurn(callback) {
      const shown = () => document.visibilityState === "visible" && callback(false);
      const online = () => callback(false);
      const offline = () => callback(true);
      document.addEventListener("visibilitychange", shown);
      window.addEventListener("online", online);
      window.addEventListener("offline", offline);
      return () => {
        document.removeEventListener("visibilitychange", shown);
        window.removeEventListener("online", online);
        window.removeEventListener("offline", offline);
      };
    },
  };
}
