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
const opening = { epoch: "e", now: new Date(Date.now() + 5_000).toISOString(), mine: { attendee_id: "x" } };

it("applies patches once, in order, and collects notices", () => {
  const { picture, say } = open();
  say({ ...opening, seq: 1, view });
  say({ seq: 2, patch: { title: "Mới" }, notices: [{ kind: "meeting_edited" }] });
  say({ seq: 2, patch: { title: "Lặp lại" } });
  const state = picture.getSnapshot();
  expect(state.view?.title).toBe("Mới");
  expect(state.view?.agenda).toEqual(view.agenda);
  expect(state.notices.map((notice) => notice.kind)).toEqual(["meeting_edited"]);
  picture.dismiss(state.notices[0]?.key ?? 0);
  expect(picture.getSnapshot().notices).toEqual([]);
  expect(Math.abs(state.offset - 5_000)).toBeLessThan(1_000);
  picture.close();
});

it("takes the missed frames after a resume, and drops what a new snapshot no longer holds", () => {
  const { picture, say } = open();
  say({ ...opening, seq: 1, view });
  say({ ...opening, seq: 4, resumed: true });
  say({ seq: 3, patch: { title: "Ba" } });
  say({ seq: 4, patch: { papers: { p: null } } });
  expect(picture.getSnapshot().view).toMatchObject({ title: "Ba", papers: {} });
  const agenda = picture.getSnapshot().view?.agenda;
  say({ ...opening, epoch: "f", seq: 1, view: { ...view, title: "Mở lại" } });
  expect(picture.getSnapshot().view?.title).toBe("Mở lại");
  expect(picture.getSnapshot().view?.agenda).toBe(agenda);
  expect(picture.getSnapshot().seq).toBe(1);
  picture.close();
});
