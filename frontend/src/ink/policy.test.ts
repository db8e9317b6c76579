// Proves whose touch writes: the pen always, fingers only where the person said so, a palm never.
import { expect, it } from "vitest";
import { openPolicy } from "./policy";

const at = (start = 1_000) => {
  let now = start;
  return { policy: openPolicy(() => now), pass: (ms: number) => (now += ms) };
};
const pen = { id: 1, kind: "pen", button: 0 };
const finger = { id: 2, kind: "touch", button: 0 };
const mouse = { id: 3, kind: "mouse", button: 0 };

it("lets the pen write and fingers move the page", () => {
  const { policy } = at();
  expect(policy.down(finger, false)).toBe("move");
  policy.up(2);
  expect(policy.down(pen, false)).toBe("write");
  expect(policy.writing()).toBe(1);
});

it("makes nothing of a palm that rests while the pen writes, or was just lifted", () => {
  const { policy, pass } = at();
  policy.down(pen, true);
  expect(policy.down(finger, true)).toBe("ignore");
  policy.up(1);
  pass(300);
  expect(policy.down({ ...finger, id: 9 }, true)).toBe("ignore");
  pass(2_000);
  expect(policy.down({ ...finger, id: 10 }, false)).toBe("move");
});

it("gives way to the pen when a palm came first", () => {
  const { policy } = at();
  expect(policy.down(finger, true)).toBe("write");
  expect(policy.down(pen, true)).toBe("write");
  expect(policy.writing()).toBe(1);
  policy.up(2);
  expect(policy.writing()).toBe(1);
});

it("lets fingers and the mouse write where that is asked for, one at a time", () => {
  const { policy } = at();
  expect(policy.down(mouse, false)).toBe("move");
  expect(policy.down(mouse, true)).toBe("write");
  expect(policy.down(finger, true)).toBe("ignore");
  policy.up(3);
  expect(policy.down(finger, true)).toBe("write");
});

it("leaves barrel and side buttons to the browser, and writes with the eraser end", () => {
  const { policy } = at();
  expect(policy.down({ ...pen, button: 2 }, false)).toBe("ignore");
  expect(policy.down({ ...mouse, button: 1 }, true)).toBe("ignore");
  expect(policy.down({ ...pen, button: 5 }, false)).toBe("write");
});
