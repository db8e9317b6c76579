// What counts as new: papers, items, order, place; and that nothing is new to whoever has just looked.
import { expect, it } from "vitest";
import type { MeetingView } from "../../live/frame";
import { newsSince, seenOf } from "./news";

const paper = (hash: string, title: string, updated_at = "2026-11-26T01:00:00Z") => ({
  hash,
  title,
  updated_at,
});
const view = (change: object = {}) =>
  ({
    room: "Phòng 1",
    starts_at: "2026-11-26T01:00:00Z",
    agenda: { order: ["a", "b"], items: { a: { short_title: "A" }, b: { short_title: "B" } } },
    papers: { p: paper("1", "Tờ trình"), q: paper("2", "Phụ lục") },
    ...change,
  }) as unknown as MeetingView;

it("is nothing to whoever has just looked", () => {
  expect(newsSince(seenOf(view()), view())).toEqual([]);
});

it("tells papers that came, changed and went, the newest first", () => {
  const papers = {
    p: paper("9", "Tờ trình", "2026-11-26T02:00:00Z"),
    r: paper("3", "Báo cáo", "2026-11-26T03:00:00Z"),
  };
  expect(newsSince(seenOf(view()), view({ papers }))).toMatchObject([
    { kind: "paper_new", paper: "r" },
    { kind: "paper_changed", paper: "p" },
    { kind: "paper_gone", title: "Phụ lục" },
  ]);
});

it("tells items that came, went and were renamed, and another order only of those that stayed", () => {
  const agenda = (order: string[], titles: Record<string, string>) =>
    view({
      agenda: {
        order,
        items: Object.fromEntries(Object.entries(titles).map(([id, short_title]) => [id, { short_title }])),
      },
    });
  const seen = seenOf(view());
  expect(newsSince(seen, agenda(["c", "a", "b"], { a: "A", b: "B", c: "C" }))).toEqual([
    { kind: "item_new", item: "c", title: "C" },
  ]);
  expect(newsSince(seen, agenda(["b", "a"], { a: "A", b: "B2" }))).toEqual([
    { kind: "item_renamed", item: "b", title: "B2" },
    { kind: "order" },
  ]);
  expect(newsSince(seen, agenda(["b"], { b: "B" }))).toEqual([{ kind: "item_gone", title: "A" }]);
});

it("tells where and when first", () => {
  expect(newsSince(seenOf(view()), view({ room: "Phòng 2", papers: {} }))[0]).toMatchObject({
    kind: "place",
    room: "Phòng 2",
  });
});
