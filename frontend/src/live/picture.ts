// The live picture of one meeting: the view the server sent, kept current, for any screen to read.
import type { Door, Frame, Held, Led, LiveNotice, MeetingView, Mine, WireView } from "./frame";
import { merge } from "./merge";
import { type Channel, type ChannelState, type Ending, openChannel, type Surroundings } from "./socket";
import { withStates } from "./states";

/** A notice stays until someone touches it. */
export type Notice = LiveNotice & { key: number };

export interface PictureState {
  /** Absent until the first snapshot has come. */
  view?: MeetingView;
  mine: Mine;
  seq: number;
  connection: ChannelState;
  /** Set when this channel is over for good: the last view stays. */
  ended?: Ending;
  notices: readonly Notice[];
  /** When the server was last heard, by this device's clock. */
  heardAt: number;
  /** Server clock minus this device's clock, in milliseconds. */
  offset: number;
}

export interface Picture {
  subscribe(listener: () => void): () => void;
  getSnapshot(): PictureState;
  dismiss(key: number): void;
  /** Shows what was kept of an earlier visit, until the server has spoken. */
  recall(kept: Recalled): void;
  /** What whoever leads shows now. Apart from the picture: it changes up to thirty times a second. */
  led(): Led | undefined;
  onLed(listener: () => void): () => void;
  /** Told when somebody asked for service or was seen to. */
  onCalls(listener: () => void): () => void;
  /** Tells the server what this tablet shows, if it can be told at once. */
  say(text: string): boolean;
  close(): void;
}

export type Recalled = Pick<PictureState, "mine" | "heardAt" | "offset"> & { view: MeetingView };

/** What is shown thirty times a second says no more often than this that the server is there. */
const HEARD_MS = 1_000;

export function openPicture(meeting: string, door: Door, world?: Surroundings): Picture {
  let state: PictureState = {
    mine: {},
    seq: 0,
    connection: "connecting",
    notices: [],
    heardAt: 0,
    offset: 0,
  };
  let held: Held | undefined;
  let wire: WireView | undefined;
  // From a snapshot to the personal frame the picture is still on its way to now: nothing of it is shown or told.
  let opening = false;
  let keys = 0;
  let led: Led | undefined;
  const listeners = new Set<() => void>();
  const ledListeners = new Set<() => void>();
  const callsListeners = new Set<() => void>();
  const set = (change: Partial<PictureState>) => {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  };

  const receive = (frame: Frame) => {
    const heardAt = Date.now();
    if ("lead" in frame) {
      led = frame.lead;
      for (const listener of ledListeners) listener();
      if (heardAt - state.heardAt >= HEARD_MS) set({ heardAt });
      return;
    }
    if ("calls" in frame) {
      for (const listener of callsListeners) listener();
      return;
    }
    if ("view" in frame) {
      held = { epoch: frame.epoch, seq: frame.seq };
      // Merging onto what is held would keep deleted keys; reusing equal branches keeps the screen still.
      wire = reuse(wire, frame.view) as WireView;
      opening = true;
      return;
    }
    if ("mine" in frame) {
      const offset = Date.parse(frame.now) - heardAt;
      // The missed frames of a resume follow: only they move `seq`.
      if ("epoch" in frame) held = { epoch: frame.epoch, seq: held?.seq ?? frame.seq };
      opening = false;
      const view = wire && { view: withStates(wire) };
      return set({ ...view, mine: frame.mine, seq: held?.seq ?? 0, heardAt, offset });
    }
    // Of a version yet to come.
    if (!("seq" in frame)) return;
    if (!held || (frame.patch && frame.seq <= held.seq)) return set({ heardAt });
    held = { ...held, seq: frame.seq };
    if (frame.patch) wire = merge(wire, frame.patch) as WireView;
    if (opening) return;
    const fresh = (frame.notices ?? []).map((notice) => ({ ...notice, key: ++keys }));
    set({
      seq: frame.seq,
      heardAt,
      ...(frame.patch && wire && { view: withStates(wire) }),
      ...(fresh.length > 0 && { notices: [...state.notices, ...fresh] }),
    });
  };

  const channel: Channel = openChannel(
    meeting,
    door,
    {
      frame: receive,
      state: (connection) => connection !== state.connection && set({ connection }),
      ended: (ended) => set({ ended, connection: "lost" }),
      held: () => held,
    },
    world,
  );

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    getSnapshot: () => state,
    dismiss: (key) => set({ notices: state.notices.filter((notice) => notice.key !== key) }),
    recall({ view, mine, heardAt, offset }) {
      if (wire || state.ended) return;
      // Whoever is shown an old picture is told that it is one.
      set({ view: withStates(view), mine, heardAt, offset, connection: "lost" });
    },
    led: () => led,
    onLed(listener) {
      ledListeners.add(listener);
      return () => ledListeners.delete(listener);
    },
    onCalls(listener) {
      callsListeners.add(listener);
      return () => callsListeners.delete(listener);
    },
    say: (text) => channel.say(text),
    close: () => channel.close(),
  };
}

/** `next` with every branch that equals `previous` taken from `previous`. */
function reuse(previous: unknown, next: unknown): unknown {
  if (typeof next !== "object" || next === null || typeof previous !== "object" || previous === null)
    return next;
  if (Array.isArray(next) || Array.isArray(previous)) return merge(previous, next);
  const before = previous as Record<string, unknown>;
  const after = Object.entries(next).map(([key, value]) => [key, reuse(before[key], value)] as const);
  const unchanged =
    after.length === Object.keys(before).length && after.every(([key, value]) => before[key] === value);
  return unchanged ? previous : Object.fromEntries(after);
}
