// The tablet's own list of marked pages says what the server's would: what is there, not what was taken away.
import { expect, it } from "vitest";
import { memoryStore } from "./memoryStore";
import type { LogKey, Op } from "./op";
import { markedPages, pagesOf } from "./pages";

const log: LogKey = { account: "a", meeting: "m", paper: "p", hash: "h" };
const op = (id: string, page: number, kind: Op["kind"], more: Partial<Op> = {}): Op => ({
  id,
  page,
  kind,
  ...more,
});

it("counts what is on each page, and shows how its first note begins", () => {
  const long = `${"chữ ".repeat(40)}`;
  const pages = pagesOf(log, [
    op("1", 9, "stroke"),
    op("2", 3, "note", { text: "  Hỏi\n lại   số liệu " }),
    op("3", 3, "note", { text: "thứ hai" }),
    op("4", 3, "bookmark"),
    op("5", 9, "stroke"),
    op("6", 9, "erase", { target: "1" }),
    op("7", 12, "stroke"),
    op("8", 12, "erase", { target: "7" }),
    op("9", 4, "note", { text: long }),
  ]);
  expect(pages).toEqual([
    { log, page: 3, kinds: { note: 2, bookmark: 1 }, snippet: "Hỏi lại số liệu" },
    { log, page: 4, kinds: { note: 1 }, snippet: expect.stringMatching(/chữ…$/) },
    { log, page: 9, kinds: { stroke: 1 } },
  ]);
  expect([...(pages[1]?.snippet ?? "")].length).toBeLessThanOrEqual(120);
});

it("lists one person's, sent or not", async () => {
  const store = memoryStore();
  await store.write(log, [op("1", 2, "bookmark")]);
  await store.receive({ ...log, paper: "q" }, [{ ...op("2", 5, "stroke"), number: 1 }], 1);
  await store.write({ ...log, account: "b" }, [op("3", 7, "stroke")]);
  expect((await markedPages(store, "a")).map(({ log, page }) => [log.paper, page])).toEqual([
    ["p", 2],
    ["q", 5],
  ]);
});
