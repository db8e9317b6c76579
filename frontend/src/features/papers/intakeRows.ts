// What a secretary sees of each file on its way: this page's uploads and the server's intakes as one list, and its sum.
import type { Intake, IntakeStep } from "./intakesApi";
import type { RunningUpload } from "./uploadQueue";

/**
 * `queued`: waits to be sent · `cut`: the line is away, goes on by itself · `interrupted`: needs the file chosen again ·
 * `elsewhere`: another browser is sending it · `waiting`, `working`: with the server · the rest as the server says.
 */
export type Stage =
  | "queued"
  | "sending"
  | "cut"
  | "interrupted"
  | "elsewhere"
  | "waiting"
  | "working"
  | "needs_password"
  | "refused"
  | "failed"
  | "done";

export interface IntakeRow {
  key: string;
  stage: Stage;
  name: string;
  size: number;
  /** Bytes on the server, or on their way there. */
  received: number;
  item?: string;
  paper?: string;
  hash?: string;
  step?: IntakeStep;
  done?: number;
  /** 0 where nobody can say. */
  total?: number;
  /** Why it was refused or failed, what is wrong with the password. */
  why?: string;
  duplicate?: Intake["duplicate_of"];
  /** Its place in this page's queue, as long as bytes leave from here. */
  upload?: number;
  /** Its intake on the server. */
  intake?: string;
  updatedAt: number;
}

const SILENT_MS = 15_000;

function stageOf(intake: Intake, upload: RunningUpload | undefined, now: number): Stage | undefined {
  switch (intake.state) {
    case "cancelled":
      return undefined;
    case "receiving":
      if (upload) return stageHere(upload);
      return now - Date.parse(intake.updated_at) < SILENT_MS ? "elsewhere" : "interrupted";
    default:
      return intake.state;
  }
}

function stageHere({ state }: RunningUpload): Stage {
  if (state === "waiting") return "queued";
  return state === "sent" ? "waiting" : state;
}

/** In the order they came; `now` is the server's time in milliseconds. */
export function intakeRows(intakes: readonly Intake[], uploads: readonly RunningUpload[], now: number) {
  const byIntake = new Map(uploads.flatMap((upload) => (upload.intake ? [[upload.intake, upload]] : [])));
  const rows: IntakeRow[] = [];
  for (const intake of intakes) {
    const upload = byIntake.get(intake.intake_id);
    const stage = stageOf(intake, upload, now);
    if (!stage) continue;
    const failedHere = upload?.state === "failed" ? upload.why : undefined;
    rows.push({
      key: intake.intake_id,
      stage,
      name: intake.name,
      size: intake.size,
      received: intake.state === "receiving" ? Math.max(intake.received, upload?.sent ?? 0) : intake.size,
      item: intake.item_id,
      paper: intake.paper_id,
      hash: intake.hash,
      step: intake.step,
      done: intake.done,
      total: intake.total,
      why: failedHere ?? intake.problem?.detail,
      duplicate: intake.duplicate_of,
      upload: intake.state === "receiving" ? upload?.key : undefined,
      intake: intake.intake_id,
      updatedAt: Date.parse(intake.updated_at),
    });
  }
  const known = new Set(rows.map(({ key }) => key));
  for (const upload of uploads) {
    if (upload.intake && (known.has(upload.intake) || upload.state === "sent")) continue;
    const { target, file } = upload;
    rows.push({
      key: upload.intake ?? `upload-${upload.key}`,
      stage: stageHere(upload),
      name: file.name.normalize("NFC"),
      size: file.size,
      received: upload.sent,
      item: target.item,
      paper: "paper" in target ? target.paper : undefined,
      why: upload.why,
      upload: upload.key,
      intake: upload.intake,
      updatedAt: now,
    });
  }
  return rows;
}

/** Nothing more happens to it without somebody. */
const STUCK: readonly Stage[] = ["needs_password", "interrupted", "refused", "failed"];
export const isStuck = ({ stage }: IntakeRow) => STUCK.includes(stage);
export const isMoving = (row: IntakeRow) => row.stage !== "done" && !isStuck(row);

export interface Summary {
  total: number;
  done: number;
  moving: number;
  /** 0 to 1, files under way counted by how far they are. */
  share: number;
  /** How many are at each stage somebody has to look at. */
  stuck: { stage: Stage; count: number }[];
}

const AFTERGLOW_MS = 15 * 60_000;
const SAME_BATCH_MS = 2 * 60_000;

/** The files of the batch under way; after the last one its result stays for a while. Nothing to tell: undefined. */
export function summary(rows: readonly IntakeRow[], now: number): Summary | undefined {
  const open = rows.filter(({ stage }) => stage !== "done");
  const since = open.length > 0 ? Math.min(...open.map((row) => row.updatedAt)) - SAME_BATCH_MS : now;
  const batch = rows.filter(
    ({ stage, updatedAt }) => stage !== "done" || updatedAt > Math.min(since, now - AFTERGLOW_MS),
  );
  if (batch.length === 0) return undefined;
  return {
    total: batch.length,
    done: batch.length - open.length,
    moving: open.filter(isMoving).length,
    share: batch.reduce((sum, row) => sum + shareOf(row), 0) / batch.length,
    stuck: STUCK.flatMap((stage) => {
      const count = open.filter((row) => row.stage === stage).length;
      return count > 0 ? [{ stage, count }] : [];
    }),
  };
}

/** Half the way is the sending, half what the server does. */
function shareOf(row: IntakeRow): number {
  if (row.stage === "done") return 1;
  if (row.stage === "refused") return 1;
  const sent = row.size > 0 ? row.received / row.size / 2 : 0.5;
  return row.stage === "working" && row.done && row.total ? sent + row.done / row.total / 2 : sent;
}

/** A file that was being sent when the line or the page went: the same name and length. */
export function resumes(file: { name: string; size: number }, rows: readonly IntakeRow[]) {
  const name = file.name.normalize("NFC");
  return rows.find(
    (row) =>
      (row.stage === "interrupted" || row.stage === "elsewhere") &&
      row.name === name &&
      row.size === file.size,
  );
}
