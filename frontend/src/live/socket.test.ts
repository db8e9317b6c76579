// Drives the channel through the failures a meeting room brings; the real socket is tested end to end.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Frame, Held } from "./frame";
import { type ChannelState, type Ending, openChannel, SILENCE_MS } from "./socket";

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
  let back = () => {};
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
      onReturn: (callback) => {
        back = callback;
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
    back: () => back(),
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

  it("stays lost while every attempt fails", () => {
    const it = room(() => new Promise<Response>(() => {}));
    it.last().say(snapshot);
    for (let n = 0; n < 3; n++) {
      vi.advanceTimersByTime(SILENCE_MS / 2);
      it.last().fail();
    }
    expect(it.states.at(-1)).toBe("lost");
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

  it("gives up a poll that nothing answers, and asks again", async () => {
    const fetch = vi.fn(
      (_path: string, { signal }: RequestInit) =>
        new Promise<Response>((_, reject) =>
          signal?.addEventListener("abort", () => reject(new Error("abort"))),
        ),
    );
    const it = room(fetch as unknown as typeof globalThis.fetch);
    for (let n = 0; n < 3; n++) {
      it.last().fail();
      await vi.advanceTimersByTimeAsync(5_000);
    }
    expect(fetch).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(SILENCE_MS + 1_000);
    expect(it.states.at(-1)).toBe("lost");
    expect(fetch).toHaveBeenCalledTimes(2);
    it.channel.close();
  });

  it("reconnects at once when the tablet wakes", () => {
    const it = room();
    it.last().say(snapshot);
    it.back();
    expect(it.sockets).toHaveLength(1);
    vi.advanceTimersByTime(15_000);
    it.back();
    expect(it.sockets).toHaveLength(2);
  });
});
