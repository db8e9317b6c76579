// Proves that the picture ends up equal to the server's, whatever order resume, patches and snapshots come in.
import { expect, it } from "vitest";
import { openPicture } from "./picture";

function open() {
  let socket: { onmessage?: (event: { data: string }) => void } = {};
  const picture = openPicture("m1", "room", {
    openSocket: () => {
      socket = { close() {}, readyState: 1 } as typeof socket;
      return socket as unknown as WebSocket;
    },
    fetch,
    random: Math.random,
    onTurn: () => () => {},
  });
  return { picture, say: (frame: unknown) => socket.onmessage?.({ data: JSON.stringify(frame) }) };
}

const view = {
  title: "Phiên họp",
  agenda: { order: ["a"], items: { a: { title: "A" } } },
  papers: { p: {} },
};
const now = new Date(Date.now() + 5_000).toISOString();
const personal = { mine: { attendee_id: "x" }, now };

it("applies patches once, in order, and collects notices", () => {
  const { picture, say } = open();
  say({ epoch: "e", seq: 1, view });
  say(personal);
  say({ seq: 2, patch: { title: "Mới" }, notices: [{ kind: "meeting_edited" }] });
  say({ seq: 2, patch: { title: "Lặp lại" } });
  const state = picture.getSnapshot();
  expect(state.view?.title).toBe("Mới");
  expect(state.view?.agenda.order).toEqual(view.agenda.order);
  expect(state.notices.map((notice) => notice.kind)).toEqual(["meeting_edited"]);
  picture.dismiss(state.notices[0]?.key ?? 0);
  expect(picture.getSnapshot().notices).toEqual([]);
  expect(Math.abs(state.offset - 5_000)).toBeLessThan(1_000);
  picture.close();
});

it("shows and tells nothing of a snapshot that is still on its way to now", () => {
  const { picture, say } = open();
  say({ epoch: "e", seq: 1, view });
  say({ seq: 2, patch: { title: "Hai" }, notices: [{ kind: "paper_attached" }] });
  expect(picture.getSnapshot().view).toBeUndefined();
  say(personal);
  expect(picture.getSnapshot()).toMatchObject({ view: { title: "Hai" }, seq: 2, notices: [] });
  say({ epoch: "f", seq: 1, view: { ...view, title: "Cũ" } });
  expect(picture.getSnapshot().view?.title).toBe("Hai");
  picture.close();
});

it("takes the missed frames after a resume, and drops what a new snapshot no longer holds", () => {
  const { picture, say } = open();
  say({ epoch: "e", seq: 1, view });
  say(personal);
  say({ ...personal, epoch: "e", seq: 1, resumed: true });
  say({ seq: 3, patch: { title: "Ba" } });
  say({ seq: 4, patch: { papers: { p: null } } });
  expect(picture.getSnapshot().view).toMatchObject({ title: "Ba", papers: {} });
  const agenda = picture.getSnapshot().view?.agenda;
  say({ epoch: "f", seq: 1, view: { ...view, title: "Mở lại" } });
  say(personal);
  expect(picture.getSnapshot().view?.title).toBe("Mở lại");
  expect(picture.getSnapshot().view?.agenda).toBe(agenda);
  expect(picture.getSnapshot().seq).toBe(1);
  picture.close();
});

it("names each item's state, and keeps the items that did not change", () => {
  const { picture, say } = open();
  const agenda = { order: ["a", "b", "c"], current: "b", items: { a: { done_at: now }, b: {}, c: {} } };
  say({ epoch: "e", seq: 1, view: { ...view, agenda } });
  say(personal);
  const states = () =>
    Object.values(picture.getSnapshot().view?.agenda.items ?? {}).map(({ state }) => state);
  expect(states()).toEqual(["done", "current", "pending"]);
  const first = picture.getSnapshot().view?.agenda.items.a;
  say({ seq: 2, patch: { agenda: { current: "c", items: { b: { done_at: now } } } } });
  expect(states()).toEqual(["done", "done", "current"]);
  expect(picture.getSnapshot().view?.agenda.items.a).toBe(first);
  picture.close();
});

it("keeps what is led apart from the picture, and leaves out what it does not know", () => {
  const { picture, say } = open();
  let told = 0;
  picture.onLed(() => told++);
  say({ epoch: "e", seq: 1, view });
  say(personal);
  const before = picture.getSnapshot();
  say({ lead: { number: 7, count: 1, page: 4, x: 0, y: 0.5, width: 1, height: 0.5 } });
  say({ lead: { number: 7, count: 2, page: 5, x: 0, y: 0, width: 1, height: 0.5 } });
  say({ another: 1 });
  expect(picture.led()).toMatchObject({ number: 7, page: 5 });
  expect(told).toBe(2);
  expect(picture.getSnapshot()).toBe(before);
  expect(picture.getSnapshot().seq).toBe(1);
  picture.close();
});
