// Two files at a time, and one that fails or is stopped never holds up the others.
import { describe, expect, it } from "vitest";
import { Refusal } from "../../api/problem";
import { type Send, UploadQueue } from "./uploadQueue";

function queue() {
  const started: {
    name: string;
    key: string;
    done(): void;
    fail(why: string): void;
    progress(share: number): void;
    aborted: boolean;
  }[] = [];
  const send: Send = (file, _target, key, progress) => {
    const one = { name: file.name, key, progress, aborted: false, done: () => {}, fail: (_: string) => {} };
    const receipt = new Promise<void>((resolve, reject) => {
      one.done = resolve;
      one.fail = (detail) =>
        reject(new Refusal({ type: "about:blank", title: "", status: 422, code: "bad", detail }));
    });
    started.push(one);
    return {
      receipt,
      abort: () => {
        one.aborted = true;
      },
    };
  };
  let keys = 0;
  const uploads = new UploadQueue(send, () => `key ${++keys}`);
  /** Each goes to an item of its own, "a2" to the same one as "a1". */
  const add = (...names: string[]) =>
    uploads.add(names.map((name) => ({ file: new File(["12345"], name), target: { item: name.charAt(0) } })));
  const shown = () => uploads.getSnapshot().map(({ file, state, why }) => [file.name, state, why]);
  const settle = () => new Promise((resolve) => setTimeout(resolve));
  return { uploads, started, add, shown, settle };
}

describe("the upload queue", () => {
  it("sends two at a time and takes the next when one is done", async () => {
    const { started, add, shown, settle } = queue();
    add("a", "b", "c");
    expect(started.map(({ name }) => name)).toEqual(["a", "b"]);
    started[0]?.done();
    await settle();
    expect(shown()).toEqual([
      ["b", "sending", undefined],
      ["c", "sending", undefined],
    ]);
  });

  it("sends the files of one item one after the other, as they were chosen", async () => {
    const { started, add, settle } = queue();
    add("a1", "a2", "b1");
    expect(started.map(({ name }) => name)).toEqual(["a1", "b1"]);
    started[0]?.done();
    await settle();
    expect(started.map(({ name }) => name)).toEqual(["a1", "b1", "a2"]);
  });

  it("keeps a refused file with the reason, goes on, and tries it again under a new key", async () => {
    const { uploads, started, add, shown, settle } = queue();
    add("a", "b", "c");
    started[0]?.fail("Tệp hỏng.");
    await settle();
    expect(shown()[0]).toEqual(["a", "failed", "Tệp hỏng."]);
    expect(started).toHaveLength(3);
    uploads.retry(uploads.getSnapshot()[0]?.key ?? 0);
    expect(shown()[0]).toEqual(["a", "waiting", undefined]);
    started[1]?.done();
    await settle();
    expect(started[3]).toMatchObject({ name: "a", key: "key 4" });
  });

  it("stops one at once and says when all bytes have left", () => {
    const { uploads, started, add, shown } = queue();
    add("a", "b", "c");
    started[1]?.progress(1);
    uploads.stop(uploads.getSnapshot()[0]?.key ?? 0);
    expect(started[0]?.aborted).toBe(true);
    expect(shown()).toEqual([
      ["b", "checking", undefined],
      ["c", "sending", undefined],
    ]);
  });
});
