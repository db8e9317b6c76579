// Two files at a time, each sent on from where the server has it, and none held up by another that fails.
import { describe, expect, it } from "vitest";
import { Refusal, unreachable } from "../../api/problem";
import { PART, UploadQueue, type Wire } from "./uploadQueue";

const refused = (detail: string, status = 422) =>
  new Refusal({ type: "about:blank", title: "", status, code: "bad", detail });

/** A server in memory that answers when told to. */
function house() {
  const kept = new Map<string, { name: string; bytes: number }>();
  const sendings: { intake: string; offset: number; answer(): void; fail(error: Error): void }[] = [];
  const opened: string[] = [];
  const dropped: string[] = [];
  let refusing: Error | undefined;
  let pauses = 0;
  const wire: Wire = {
    open: async (_target, file) => {
      if (refusing) throw refusing;
      opened.push(file.name);
      kept.set(`i-${file.name}`, { name: file.name, bytes: 0 });
      return { intake_id: `i-${file.name}`, received: 0 };
    },
    received: async (intake) => kept.get(intake)?.bytes ?? 0,
    send: (intake, offset, part, progress, signal) =>
      new Promise((resolve, reject) => {
        progress(offset + part.size);
        signal.addEventListener("abort", () => reject(new DOMException("", "AbortError")));
        const answer = () => {
          const one = kept.get(intake);
          if (one) one.bytes = offset + part.size;
          resolve(offset + part.size);
        };
        sendings.push({ intake, offset, answer, fail: reject });
      }),
    drop: async (intake) => dropped.push(intake),
    pause: async () => {
      pauses += 1;
    },
    gone: () => "gone",
  };
  const queue = new UploadQueue(wire);
  const settle = () => new Promise((resolve) => setTimeout(resolve, 5));
  /** Each goes to an item of its own, "a2" to the same one as "a1". */
  const add = async (...names: string[]) => {
    queue.add(names.map((name) => ({ file: new File(["12345"], name), target: { item: name.charAt(0) } })));
    await settle();
  };
  const shown = () => queue.getSnapshot().map(({ file, state, why }) => [file.name, state, why]);
  const refuse = (error?: Error) => {
    refusing = error;
  };
  return { queue, kept, sendings, opened, dropped, add, shown, settle, refuse, pauses: () => pauses };
}

describe("the upload queue", () => {
  it("announces every file in order, and sends two at a time", async () => {
    const { sendings, opened, add, shown, settle } = house();
    await add("a", "b", "c");
    expect(opened).toEqual(["a", "b", "c"]);
    expect(sendings.map(({ intake }) => intake)).toEqual(["i-a", "i-b"]);
    sendings[0]?.answer();
    await settle();
    expect(shown()).toEqual([
      ["a", "sent", undefined],
      ["b", "sending", undefined],
      ["c", "sending", undefined],
    ]);
  });

  it("sends the files of one item one after the other, as they were chosen", async () => {
    const { sendings, add, settle } = house();
    await add("a1", "a2", "b1");
    expect(sendings.map(({ intake }) => intake)).toEqual(["i-a1", "i-b1"]);
    sendings[0]?.answer();
    await settle();
    expect(sendings[2]?.intake).toBe("i-a2");
  });

  it("goes on after a cut from where the server has the file", async () => {
    const { queue, kept, sendings, shown, settle, pauses } = house();
    queue.add([{ file: new File([new Uint8Array(PART + 7)], "big"), target: { item: "b" } }]);
    await settle();
    sendings[0]?.answer();
    await settle();
    expect(sendings[1]?.offset).toBe(PART);
    // Three more bytes had arrived when the line went.
    kept.set("i-big", { name: "big", bytes: PART + 3 });
    sendings[1]?.fail(unreachable());
    await settle();
    expect(pauses()).toBe(1);
    expect(sendings[2]?.offset).toBe(PART + 3);
    sendings[2]?.answer();
    await settle();
    expect(shown()).toEqual([["big", "sent", undefined]]);
  });

  it("takes up an intake that an earlier page began", async () => {
    const { queue, kept, sendings, opened, settle } = house();
    kept.set("old", { name: "x", bytes: 3 });
    queue.add([{ file: new File(["12345"], "x"), target: { item: "x" }, intake: "old" }]);
    await settle();
    expect(opened).toEqual([]);
    expect(sendings[0]).toMatchObject({ intake: "old", offset: 3 });
  });

  it("says nothing more of a file whose last answer was lost", async () => {
    const { queue, kept, sendings, shown, settle } = house();
    kept.set("whole", { name: "x", bytes: 5 });
    queue.add([{ file: new File(["12345"], "x"), target: { item: "x" }, intake: "whole" }]);
    await settle();
    expect(sendings).toEqual([]);
    expect(shown()).toEqual([["x", "sent", undefined]]);
  });

  it("keeps a refused file with the reason, goes on with the others, and announces it anew when retried", async () => {
    const { queue, sendings, opened, dropped, add, shown, settle } = house();
    await add("a", "b", "c");
    sendings[0]?.fail(refused("Tệp hỏng."));
    await settle();
    expect(shown()[0]).toEqual(["a", "failed", "Tệp hỏng."]);
    expect(sendings).toHaveLength(3);
    queue.retry(queue.getSnapshot()[0]?.key ?? 0);
    await settle();
    expect(dropped).toEqual(["i-a"]);
    expect(opened).toHaveLength(4);
  });

  it("refuses before any byte has left", async () => {
    const { sendings, add, shown, refuse } = house();
    refuse(refused("Tệp quá lớn.", 413));
    await add("a");
    expect(shown()).toEqual([["a", "failed", "Tệp quá lớn."]]);
    expect(sendings).toEqual([]);
  });

  it("stops one at once, on the server too", async () => {
    const { queue, sendings, dropped, add, shown, settle } = house();
    await add("a", "b", "c");
    queue.stop(queue.getSnapshot()[0]?.key ?? 0);
    await settle();
    expect(dropped).toEqual(["i-a"]);
    expect(shown().map(([name]) => name)).toEqual(["b", "c"]);
    expect(sendings[2]?.intake).toBe("i-c");
  });

  it("lets go of a file once the server says what becomes of it", async () => {
    const { queue, sendings, add, shown, settle } = house();
    await add("a");
    queue.settle(new Set(["i-a"]));
    expect(shown()).toHaveLength(1);
    sendings[0]?.answer();
    await settle();
    queue.settle(new Set(["i-a"]));
    expect(shown()).toEqual([]);
  });
});
