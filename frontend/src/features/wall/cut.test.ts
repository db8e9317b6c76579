// The moment a wall or a console stops trusting what it shows.
import { expect, it } from "vitest";
import { SILENCE_MS } from "../../live/socket";
import { cutSince } from "./cut";

it("trusts the picture while the server is heard, and for a short silence", () => {
  expect(cutSince({ connection: "live", heardAt: 1_000, offset: 0 }, 999_999)).toBeUndefined();
  expect(cutSince({ connection: "connecting", heardAt: 1_000, offset: 0 }, 5_000)).toBeUndefined();
  expect(cutSince({ connection: "connecting", heardAt: 0, offset: 0 }, 999_999)).toBeUndefined();
});

it("names the last word in server time, whether or not a reconnection is being tried", () => {
  const heardAt = 1_000;
  const offset = 60_000;
  const now = heardAt + offset + SILENCE_MS + 1;
  expect(cutSince({ connection: "connecting", heardAt, offset }, now)).toBe(61_000);
  expect(cutSince({ connection: "lost", heardAt, offset }, 62_000)).toBe(61_000);
});
