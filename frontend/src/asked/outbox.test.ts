// Proves that what is asked for without network waits for its asker's choice, and that what is kept is sent once, or asked about again.
import { expect, it, vi } from "vitest";
import { Refusal, unreachable } from "../api/problem";
import { type Asked, type Keeping, Outbox } from "./outbox";
import type { Wish } from "./wish";

const water: Wish = { do: "call", what: "water" };
const here: Wish = { do: "check_in" };

function setUp(first: Asked[] = []) {
  const disk = { asked: first };
  const keeping: Keeping = {
    load: async () => disk.asked,
    save: async (asked) => {
      disk.asked = [...asked];
      return true;
    },
  };
  const deliver = vi.fn(async (_wish: Wish, _key: string, _item?: string) => {});
  const time = { now: 1_000 };
  const open = () => new Outbox(keeping, deliver, () => time.now);
  return { disk, deliver, time, open, outbox: open() };
}
const stages = (outbox: Outbox) => outbox.getSnapshot().asked.map(({ wish, stage }) => [wish.do, stage]);
const refused = (status: number) =>
  new Refusal({ type: "", title: "", status, code: "x", detail: "không được" });

it("sends nothing its asker has not chosen to send, and asks once for two taps", async () => {
  const { outbox, deliver, disk } = setUp();
  outbox.offer(water, "k1", "i1");
  outbox.offer(water, "k2", "i1");
  await outbox.reached("i1");
  expect(deliver).not.toHaveBeenCalled();
  expect(disk.asked).toEqual([]);
  expect(stages(outbox)).toEqual([["call", "offered"]]);
  await outbox.drop("k1");
  expect(stages(outbox)).toEqual([]);
  await outbox.reached("i1");
  expect(deliver).not.toHaveBeenCalled();
});

it("sends what is kept once, under its own key, over a restart and lost answers", async () => {
  const { outbox, deliver, open, disk } = setUp();
  outbox.offer(water, "k1", "i1");
  await outbox.keep("k1", "i1");
  expect(disk.asked).toHaveLength(1);
  const restarted = open();
  deliver.mockRejectedValueOnce(unreachable());
  await restarted.reached("i1");
  expect(stages(restarted)).toEqual([["call", "kept"]]);
  // The line flickers: several screens notice it at once.
  await Promise.all([restarted.reached("i1"), restarted.reached("i1"), restarted.reached("i1")]);
  await restarted.reached("i1");
  expect(deliver.mock.calls).toEqual([
    [water, "k1", "i1"],
    [water, "k1", "i1"],
  ]);
  expect([stages(restarted), disk.asked]).toEqual([[], []]);
  void outbox;
});

it("asks again once the meeting has gone on, or long after, and then means the item of now", async () => {
  const { outbox, deliver, time } = setUp();
  outbox.offer(water, "k1", "i1");
  outbox.offer(here, "k2", "i1");
  await outbox.keep("k1", "i1");
  await outbox.keep("k2", "i1");
  await outbox.reached("i2");
  // That one is here is true of every item.
  expect(deliver.mock.calls).toEqual([[here, "k2", "i1"]]);
  expect(stages(outbox)).toEqual([["call", "again"]]);
  await outbox.keep("k1", "i2");
  await outbox.reached("i2");
  expect(deliver).toHaveBeenLastCalledWith(water, "k1", "i2");
  outbox.offer(water, "k3", "i2");
  await outbox.keep("k3", "i2");
  time.now += 16 * 60_000;
  await outbox.reached("i2");
  expect(stages(outbox)).toEqual([["call", "again"]]);
});

it("asks to speak to the item of now as another wish, and withdraws whatever the item", async () => {
  const { outbox, deliver } = setUp();
  const ask: Wish = { do: "ask_floor" };
  outbox.offer(ask, "k1", "i1");
  await outbox.keep("k1", "i1");
  await outbox.reached("i2");
  expect([deliver.mock.calls, stages(outbox)]).toEqual([[], [["ask_floor", "again"]]]);
  await outbox.keep("k1", "i2", "k9");
  await outbox.reached("i2");
  // Had the first try been heard after all, its key would have answered for this one, too.
  expect(deliver).toHaveBeenLastCalledWith(ask, "k9", "i2");
  const withdraw: Wish = { do: "withdraw_floor" };
  outbox.offer(withdraw, "k2", "i2");
  await outbox.keep("k2", "i2");
  await outbox.reached("i3");
  expect(deliver).toHaveBeenLastCalledWith(withdraw, "k2", "i2");
  expect(stages(outbox)).toEqual([]);
});

it("keeps a ballot without asking, one a vote, and sends it whatever item the meeting is at", async () => {
  const { outbox, deliver, open } = setUp();
  const ballot = (motion: string): Wish => ({ do: "cast_ballot", motion, choice: "for" });
  await outbox.hold(ballot("m1"), "k1", "i1");
  await outbox.hold({ ...ballot("m1"), choice: "against" } as Wish, "k2", "i1");
  await outbox.hold(ballot("m2"), "k3", "i1");
  expect(stages(outbox)).toEqual([
    ["cast_ballot", "kept"],
    ["cast_ballot", "kept"],
  ]);
  const restarted = open();
  await restarted.reached("i2");
  expect(deliver.mock.calls).toEqual([
    [ballot("m1"), "k1", "i1"],
    [ballot("m2"), "k3", "i1"],
  ]);
  expect(stages(restarted)).toEqual([]);
});

it("says what the server will not take, and holds up nothing else", async () => {
  const { outbox, deliver } = setUp();
  outbox.offer(water, "k1", undefined);
  outbox.offer(here, "k2", undefined);
  await outbox.keep("k1", undefined);
  await outbox.keep("k2", undefined);
  deliver.mockRejectedValueOnce(refused(403));
  await outbox.reached(undefined);
  expect(outbox.getSnapshot().asked).toMatchObject([{ key: "k1", stage: "refused", words: "không được" }]);
  await outbox.drop("k1");
  outbox.offer(here, "k4", undefined);
  await outbox.keep("k4", undefined);
  // Whoever has to sign in again loses nothing.
  deliver.mockRejectedValueOnce(refused(401));
  await outbox.reached(undefined);
  expect(stages(outbox)).toEqual([["check_in", "kept"]]);
});

it("says so where a tablet keeps nothing over a restart", async () => {
  const outbox = new Outbox({ load: async () => undefined, save: async () => false }, async () => {});
  outbox.offer(here, "k", undefined);
  await outbox.keep("k", undefined);
  expect(outbox.getSnapshot()).toMatchObject({ lasting: false });
});
