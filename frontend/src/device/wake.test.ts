// The lock is asked for again when the page is shown, and given back at the end.
import { afterEach, expect, it, vi } from "vitest";
import { keepAwake } from "./wake";

afterEach(() => vi.unstubAllGlobals());

function device() {
  const locks: { released: boolean; release(): Promise<void> }[] = [];
  const request = vi.fn(async () => {
    const lock = {
      released: false,
      async release() {
        lock.released = true;
      },
    };
    locks.push(lock);
    return lock;
  });
  const listeners = new Map<string, () => void>();
  const page = {
    visibilityState: "visible",
    addEventListener: (name: string, listener: () => void) => listeners.set(name, listener),
    removeEventListener: (name: string) => listeners.delete(name),
  };
  vi.stubGlobal("navigator", { wakeLock: { request } });
  vi.stubGlobal("document", page);
  return { locks, request, page, turn: () => listeners.get("visibilitychange")?.(), listeners };
}

it("is asked for once while it holds, again when it was lost, and given back", async () => {
  const { locks, request, page, turn, listeners } = device();
  const end = keepAwake();
  await vi.waitFor(() => expect(locks).toHaveLength(1));
  turn();
  await Promise.resolve();
  expect(request).toHaveBeenCalledTimes(1);
  page.visibilityState = "hidden";
  if (locks[0]) locks[0].released = true;
  turn();
  expect(request).toHaveBeenCalledTimes(1);
  page.visibilityState = "visible";
  turn();
  await vi.waitFor(() => expect(locks).toHaveLength(2));
  await Promise.resolve();
  end();
  await vi.waitFor(() => expect(locks[1]?.released).toBe(true));
  expect(listeners.size).toBe(0);
});

it("does without where the device has none, or refuses", async () => {
  vi.stubGlobal("navigator", {});
  expect(keepAwake()).toBeTypeOf("function");
  const { request } = device();
  request.mockRejectedValue(new Error("low battery"));
  const end = keepAwake();
  await vi.waitFor(() => expect(request).toHaveBeenCalled());
  end();
});
