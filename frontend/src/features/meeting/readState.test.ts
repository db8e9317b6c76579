// Proves the three answers, and that what somebody else put into storage cannot break them.
import { expect, it } from "vitest";
import { readState } from "./readState";

it("tells unread, read and changed apart", () => {
  const papers = { p: "aa" };
  expect(readState(papers, "q", "aa")).toBe("unread");
  expect(readState(papers, "p", "aa")).toBe("read");
  expect(readState(papers, "p", "bb")).toBe("changed");
  expect(readState(papers, "constructor", "aa")).toBe("unread");
});
