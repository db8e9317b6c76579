// One file is one row, wherever its bytes are; and the sum says what waits for the secretary.
import { expect, it } from "vitest";
import { intakeRows, resumes, summary } from "./intakeRows";
import type { Intake } from "./intakesApi";
import type { RunningUpload } from "./uploadQueue";

const NOW = Date.parse("2026-11-26T08:00:00Z");
const at = (secondsAgo: number) => new Date(NOW - secondsAgo * 1_000).toISOString();
const intake = (id: string, part: Partial<Intake>): Intake => ({
  intake_id: id,
  item_id: "item",
  name: `${id}.pdf`,
  size: 100,
  received: 0,
  state: "receiving",
  attempts: 0,
  done: 0,
  total: 0,
  created_at: at(60),
  updated_at: at(60),
  ...part,
});
const upload = (key: number, part: Partial<RunningUpload>): RunningUpload => ({
  key,
  file: new File(["12345"], `file ${key}.pdf`),
  target: { item: "item" },
  state: "waiting",
  sent: 0,
  ...part,
});
const stages = (intakes: Intake[], uploads: RunningUpload[]) =>
  intakeRows(intakes, uploads, NOW).map(({ key, stage }) => [key, stage]);

it("shows a file once, by what its sender knows while bytes leave, then by what the server says", () => {
  const sending = upload(1, { intake: "a", state: "sending", sent: 40 });
  const rows = intakeRows([intake("a", { received: 20 })], [sending], NOW);
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({ key: "a", stage: "sending", received: 40, upload: 1 });
  expect(stages([intake("a", { state: "working", step: "examine" })], [sending])).toEqual([["a", "working"]]);
});

it("tells a file this page has lost from one another browser is sending", () => {
  expect(stages([intake("lost", {}), intake("other", { updated_at: at(3) })], [])).toEqual([
    ["lost", "interrupted"],
    ["other", "elsewhere"],
  ]);
});

it("keeps files not announced yet, and forgets cancelled ones", () => {
  expect(stages([intake("x", { state: "cancelled" })], [upload(7, {})])).toEqual([["upload-7", "queued"]]);
});

it("recognises an unfinished file by name and length, however its letters are composed", () => {
  const rows = intakeRows([intake("a", { name: "Tờ trình.pdf" })], [], NOW);
  expect(resumes({ name: "Tờ trình.pdf".normalize("NFD"), size: 100 }, rows)?.intake).toBe("a");
  expect(resumes({ name: "Tờ trình.pdf", size: 99 }, rows)).toBeUndefined();
});

it("sums the batch up, older results left out", () => {
  const rows = intakeRows(
    [
      intake("yesterday", { state: "done", updated_at: at(86_400) }),
      intake("a", { state: "done" }),
      intake("b", { state: "needs_password" }),
      intake("c", { state: "refused" }),
      intake("d", { state: "working", step: "study", done: 5, total: 10 }),
    ],
    [],
    NOW,
  );
  const sum = summary(rows, NOW);
  expect(sum).toMatchObject({ total: 4, done: 1, moving: 1 });
  expect(sum?.stuck).toEqual([
    { stage: "needs_password", count: 1 },
    { stage: "refused", count: 1 },
  ]);
  expect(sum?.share).toBeCloseTo((1 + 0.5 + 1 + 0.75) / 4);
});

it("keeps a finished batch in sight for a while, then says nothing", () => {
  const done = (secondsAgo: number) =>
    summary(intakeRows([intake("a", { state: "done", updated_at: at(secondsAgo) })], [], NOW), NOW);
  expect(done(60)).toMatchObject({ total: 1, done: 1, share: 1 });
  expect(done(3_600)).toBeUndefined();
});
