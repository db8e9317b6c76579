// Drives the channel through the failures a meeting room brings; the real socket is tested end to end.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Frame, Held } from "./frame";
import { type ChannelState, type Ending, GRACE_MS, openChannel, SILENCE_MS } from "./socket";

class FakeSocket {
  readyState = 1;
  onmessage?: (event: { data: string }) => void;
  onclose?: (event: { code: number }) => void;
  constructor(readonly path: string) {}
  close() {
    this.readyState = 3;
  }
  say(frame: unknown) {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
  fail(code = 1006) {
    this.onclose?.({ code });
  }
}

function room(fetch: typeof globalThis.fetch = vi.fn()) {
  const sockets: FakeSocket[] = [];
  const frames: Frame[] = [];
  const states: ChannelState[] = [];
  const endings: Ending[] = [];
  let held: Held | undefined;
  let turn = (_offline: boolean) => {};
  const channel = openChannel(
    "m1",
    "room",
    {
      frame: (frame) => {
        frames.push(frame);
        if ("view" in frame) held = { epoch: frame.epoch, seq: frame.seq };
      },
      state: (state) => states.push(state),
      ended: (ending) => endings.push(ending),
      held: () => held,
    },
    {
      openSocket: (path) => {
        const socket = new FakeSocket(path);
        sockets.push(socket);
        return socket as unknown as WebSocket;
      },
      fetch,
      random: () => 1,
      onTurn: (callback) => {
        turn = callback;
        return () => {};
      },
    },
  );
  return {
    sockets,
    frames,
    states,
    endings,
    channel,
    turn: (offline: boolean) => turn(offline),
    last: () => sockets.at(-1) as FakeSocket,
  };
}

const snapshot = { epoch: "e", seq: 12, now: "2026-11-23T01:00:00Z", mine: {}, view: {} };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("channel", () => {
  it("asks for what it misses when it reconnects", () => {
    const it = room();
    expect(it.last().path).toBe("/api/meetings/m1/live?door=room");
    it.last().say(snapshot);
    it.last().fail(1012);
    vi.advanceTimersByTime(600);
    expect(it.sockets).toHaveLength(2);
    expect(it.last().path).toBe("/api/meetings/m1/live?door=room&epoch=e&since=12");
    expect(it.states.at(-1)).toBe("connecting");
  });

  it("says so after 20 s of silence and reconnects", () => {
    const it = room();
    it.last().say(snapshot);
    vi.advanceTimersByTime(SILENCE_MS - 1);
    expect(it.states.at(-1)).toBe("live");
    vi.advanceTimersByTime(700);
    expect(it.states.at(-1)).toBe("lost");
    expect(it.sockets).toHaveLength(2);
    it.last().say({ seq: 13 });
    expect(it.states.at(-1)).toBe("live");
  });

  it("says so once the line has been down for a moment, and stays lost while every attempt fails", () => {
    const it = room(() => new Promise<Response>(() => {}));
    it.last().say(snapshot);
    it.last().fail();
    vi.advanceTimersByTime(GRACE_MS - 1);
    expect(it.states.at(-1)).toBe("connecting");
    vi.advanceTimersByTime(1);
    expect(it.states.at(-1)).toBe("lost");
    for (let n = 0; n < 3; n++) {
      it.last().fail();
      vi.advanceTimersByTime(5_000);
    }
    expect(it.states.filter((state) => state === "connecting")).toHaveLength(2);
    expect(it.states.at(-1)).toBe("lost");
  });

  it("gives up an attempt that says nothing", () => {
    const it = room();
    it.last().say(snapshot);
    it.last().fail();
    vi.advanceTimersByTime(600);
    vi.advanceTimersByTime(5_000 + 1_200);
    expect(it.sockets).toHaveLength(3);
  });

  it("ignores a socket it has left", () => {
    const it = room();
    const first = it.last();
    first.say(snapshot);
    first.fail();
    vi.advanceTimersByTime(600);
    first.say({ seq: 99 });
    expect(it.frames).toHaveLength(1);
  });

  it.each([
    [4401, "signed_out"],
    [4403, "removed"],
    [4404, "unknown"],
  ])("does not come back after %i", (code, ending) => {
    const it = room();
    it.last().fail(code);
    vi.advanceTimersByTime(60_000);
    expect(it.endings).toEqual([ending]);
    expect(it.sockets).toHaveLength(1);
  });

  it("polls after three failed sockets", async () => {
    const answers = [{ frames: [snapshot] }, { frames: [{ seq: 13 }] }];
    const fetch = vi.fn(async () => {
      const next = answers.shift();
      if (!next) return new Promise<Response>(() => {});
      return Response.json(next);
    });
    const it = room(fetch as unknown as typeof globalThis.fetch);
    for (let n = 0; n < 3; n++) {
      it.last().fail();
      await vi.advanceTimersByTimeAsync(5_000);
    }
    expect(it.sockets).toHaveLength(3);
    expect(it.frames).toEqual([snapshot, { seq: 13 }]);
    expect(fetch.mock.calls.map(([path]: unknown[]) => path)).toContain(
      "/api/meetings/m1/live/poll?door=room&epoch=e&since=12",
    );
    expect(it.states.at(-1)).toBe("live");
    it.channel.close();
  });

  it("asks by a socket first when a poll has failed", async () => {
    const fetch = vi.fn(
      (_path: string, { signal }: RequestInit) =>
        new Promise<Response>((_, reject) =>
          signal?.addEventListener("abort", () => reject(new Error("abort"))),
        ),
    );
    const it = room(fetch as unknown as typeof globalThis.fetch);
    it.last().say(snapshot);
    for (let n = 0; n < 3; n++) {
      it.last().fail();
      await vi.advanceTimersByTimeAsync(2_000);
    }
    expect(fetch).toHaveBeenCalledTimes(1);
    expect(it.sockets).toHaveLength(3);
    await vi.advanceTimersByTimeAsync(5_000 + 2_000);
    expect(it.sockets).toHaveLength(4);
    expect(it.states.at(-1)).toBe("lost");
    it.last().say({ ...snapshot, resumed: true });
    expect(it.states.at(-1)).toBe("live");
    it.last().fail();
    await vi.advanceTimersByTimeAsync(600);
    expect(it.sockets).toHaveLength(5);
    it.channel.close();
  });

  it("is live with the first poll answered after a cut, and tells what was missed with the next", async () => {
    const missed = { seq: 13, patch: {}, notices: [{ kind: "meeting_edited" }] };
    const answers = [{ frames: [{ ...snapshot, seq: 13 }] }, { frames: [missed] }];
    const fetch = vi.fn(async (_path: string) => {
      const next = answers.shift();
      return next ? Response.json(next) : new Promise<Response>(() => {});
    });
    const it = room(fetch as unknown as typeof globalThis.fetch);
    it.last().say(snapshot);
    for (let n = 0; n < 3; n++) {
      it.last().fail();
      await vi.advanceTimersByTimeAsync(1_200);
    }
    expect(it.states.at(-1)).toBe("live");
    expect(it.frames).toEqual([snapshot, missed]);
    const poll = "/api/meetings/m1/live/poll?door=room";
    expect(fetch.mock.calls.slice(0, 2).map(([path]) => path)).toEqual([poll, `${poll}&epoch=e&since=12`]);
    it.channel.close();
  });

  it.each([
    [401, "signed_out", "signed_out"],
    [403, "removed", "removed"],
    [404, "removed", "unknown"],
  ])("ends when a poll is refused with %i", async (status, known, unknown) => {
    for (const [first, ending] of [
      [snapshot, known],
      [undefined, unknown],
    ] as const) {
      const it = room(async () => Response.json({}, { status }));
      if (first) it.last().say(first);
      for (let n = 0; n < 3; n++) {
        it.last().fail();
        await vi.advanceTimersByTimeAsync(1_200);
      }
      expect(it.endings).toEqual([ending]);
    }
  });

  it("reconnects at once when the tablet wakes", () => {
    const it = room();
    it.last().say(snapshot);
    it.turn(false);
    expect(it.sockets).toHaveLength(1);
    vi.advanceTimersByTime(15_000);
    it.turn(false);
    expect(it.sockets).toHaveLength(2);
  });

  it("doubts the line at once when the device says that its network is gone", () => {
    const it = room();
    it.last().say(snapshot);
    it.turn(true);
    expect(it.sockets).toHaveLength(2);
    expect(it.states.at(-1)).toBe("connecting");
    vi.advanceTimersByTime(GRACE_MS);
    expect(it.states.at(-1)).toBe("lost");
    it.turn(false);
    expect(it.sockets).toHaveLength(3);
    it.last().say({ ...snapshot, resumed: true });
    expect(it.states.at(-1)).toBe("live");
  });
});
