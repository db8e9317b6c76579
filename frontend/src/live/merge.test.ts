// Proves the merge against the RFC's own examples, and that untouched branches stay identical.
import { describe, expect, it } from "vitest";
import { merge } from "./merge";

describe("merge", () => {
  // RFC 7396, appendix A.
  it.each([
    [{ a: "b" }, { a: "c" }, { a: "c" }],
    [{ a: "b" }, { b: "c" }, { a: "b", b: "c" }],
    [{ a: "b" }, { a: null }, {}],
    [{ a: "b", b: "c" }, { a: null }, { b: "c" }],
    [{ a: ["b"] }, { a: "c" }, { a: "c" }],
    [{ a: "c" }, { a: ["b"] }, { a: ["b"] }],
    [{ a: { b: "c" } }, { a: { b: "d", c: null } }, { a: { b: "d" } }],
    [{ a: [{ b: "c" }] }, { a: [1] }, { a: [1] }],
    [
      ["a", "b"],
      ["c", "d"],
      ["c", "d"],
    ],
    [{ a: "b" }, ["c"], ["c"]],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [[1, 2], { a: "b", c: null }, { a: "b" }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ])("merges %j with %j", (target, patch, expected) => {
    const before = structuredClone(target);
    expect(merge(target, patch)).toEqual(expected);
    expect(target).toEqual(before);
  });

  it("keeps untouched branches identical", () => {
    const target = { agenda: { order: ["1"] }, papers: { p: { title: "A" }, q: { title: "B" } } };
    const merged = merge(target, { papers: { p: { title: "C" } } }) as typeof target;
    expect(merged.agenda).toBe(target.agenda);
    expect(merged.papers.q).toBe(target.papers.q);
    expect(merged.papers.p).toEqual({ title: "C" });
  });

  it("answers the same object when nothing changed", () => {
    const target = { order: ["1", "2"], at: { x: 1 } };
    expect(merge(target, { order: ["1", "2"], at: { x: 1 }, gone: null })).toBe(target);
  });

  it("does not reach the prototype", () => {
    merge({}, JSON.parse('{"__proto__":{"polluted":true}}'));
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});
