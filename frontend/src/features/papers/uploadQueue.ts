// The files on their way to the server: announced in the order they were chosen, sent two at a time, and after a cut
// sent on from where the server has them. Papers stand in the order they arrive, so one item's files go one by one.
import { Refusal } from "../../api/problem";
import type { Target } from "./intakesApi";

/** `sent`: every byte is on the server, which is asked what becomes of it. */
export type UploadState = "waiting" | "sending" | "cut" | "sent" | "failed";

export interface RunningUpload {
  key: number;
  file: File;
  target: Target;
  state: UploadState;
  /** Bytes that have left. */
  sent: number;
  /** Its intake on the server, once announced. */
  intake?: string;
  /** Why it failed, as the server said it. */
  why?: string;
}

/** What the queue asks of the server. */
export interface Wire {
  open(target: Target, file: File): Promise<{ intake_id: string; received: number }>;
  received(intake: string): Promise<number>;
  /** Answers how many bytes the server has. */
  send(
    intake: string,
    offset: number,
    part: Blob,
    progress: (sent: number) => void,
    signal: AbortSignal,
  ): Promise<number>;
  drop(intake: string): Promise<unknown>;
  pause(ms: number, signal: AbortSignal): Promise<void>;
  /** The words for a file that is no longer on this disk as it was chosen. */
  gone(): string;
}

const AT_ONCE = 2;
export const PART = 8 * 1024 * 1024;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;

export class UploadQueue {
  private uploads: readonly RunningUpload[] = [];
  private stops = new Map<number, AbortController>();
  private announcing = false;
  private sending = new Set<number>();
  private listeners = new Set<() => void>();
  private last = 0;

  constructor(private readonly wire: Wire) {}

  subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  };
  getSnapshot = () => this.uploads;

  /** A file with an intake goes on where that one was cut. */
  add(files: { file: File; target: Target; intake?: string }[]) {
    const fresh = files.map(({ file, target, intake }) => {
      const key = ++this.last;
      this.stops.set(key, new AbortController());
      return { key, file, target, intake, state: "waiting" as const, sent: 0 };
    });
    this.set([...this.uploads, ...fresh]);
    this.next();
  }

  retry(key: number) {
    const failed = this.find(key);
    if (failed?.state !== "failed") return;
    // What the server refused once it would refuse again: the file is announced anew.
    if (failed.intake) this.wire.drop(failed.intake).catch(() => {});
    this.change(key, { state: "waiting", sent: 0, why: undefined, intake: undefined });
    this.next();
  }

  /** Stops it on both sides, or takes a failed one off the list. */
  stop(key: number) {
    const intake = this.find(key)?.intake;
    this.forget(key);
    // Whoever cannot be told now shows the intake as cut, and it can be put away from there.
    if (intake) this.wire.drop(intake).catch(() => {});
  }

  /** Ends all sending; what the server has of each file it keeps. */
  close() {
    for (const stop of this.stops.values()) stop.abort();
    this.stops.clear();
  }

  /** The server has said itself what becomes of these. */
  settle(intakes: ReadonlySet<string>) {
    const settled = ({ state, intake }: RunningUpload) => state === "sent" && intake && intakes.has(intake);
    for (const upload of this.uploads) if (settled(upload)) this.forget(upload.key);
  }

  private next() {
    const waiting = this.uploads.filter(({ state, key }) => state === "waiting" && !this.sending.has(key));
    const unknown = waiting.find(({ intake }) => !intake);
    if (unknown && !this.announcing) void this.announce(unknown);
    const busy = new Set(
      this.uploads.filter(({ key }) => this.sending.has(key)).map(({ target }) => target.item),
    );
    for (const upload of waiting) {
      if (this.sending.size >= AT_ONCE) return;
      const { item } = upload.target;
      // The first of an item not announced yet holds back those after it.
      const free = !busy.has(item);
      busy.add(item);
      if (free && upload.intake) void this.transfer(upload, upload.intake);
    }
  }

  private async announce({ key, file, target }: RunningUpload) {
    this.announcing = true;
    await this.persist(key, async () => {
      const { intake_id } = await this.wire.open(target, file);
      if (this.find(key)) this.change(key, { intake: intake_id, state: "waiting" });
      else this.wire.drop(intake_id).catch(() => {});
    });
    this.announcing = false;
    this.next();
  }

  private async transfer({ key, file }: RunningUpload, intake: string) {
    this.sending.add(key);
    await this.persist(key, async (signal) => {
      let at = await this.wire.received(intake);
      // An empty file too is told once that it has arrived; one that is there whole is not told again.
      for (let told = false; at < file.size || (file.size === 0 && !told); told = true) {
        this.change(key, { state: "sending", sent: at });
        const part = file.slice(at, at + PART);
        at = await this.wire.send(intake, at, part, (sent) => this.change(key, { sent }), signal);
      }
      this.change(key, { state: "sent", sent: at });
    });
    this.sending.delete(key);
    this.next();
  }

  /** Tries until it is done, refused or stopped: a network that comes back finds it where it was. */
  private async persist(key: number, attempt: (signal: AbortSignal) => Promise<void>) {
    const signal = this.stops.get(key)?.signal;
    if (!signal) return;
    for (let wait = FIRST_WAIT_MS; !signal.aborted; wait = Math.min(LONGEST_WAIT_MS, wait * 2)) {
      const before = this.find(key)?.sent ?? 0;
      try {
        return await attempt(signal);
      } catch (error) {
        if (signal.aborted) return;
        const why = await this.final(key, error);
        if (why !== undefined) return this.change(key, { state: "failed", why });
        if ((this.find(key)?.sent ?? 0) > before) wait = FIRST_WAIT_MS;
        this.change(key, { state: "cut" });
        await this.wire.pause(wait, signal);
      }
    }
  }

  /** Why there is no use in trying again, if so. */
  private async final(key: number, error: unknown): Promise<string | undefined> {
    const file = this.find(key)?.file;
    const there = await file
      ?.slice(0, 1)
      .arrayBuffer()
      .then(
        () => true,
        () => false,
      );
    if (!there) return this.wire.gone();
    if (!(error instanceof Refusal)) return undefined;
    // 409: the server has another number of bytes than we thought, and is asked again.
    const passing =
      error.status === 0 ||
      error.status >= 500 ||
      [408, 409, 429].includes(error.status) ||
      error.code === "upload_cut";
    return passing ? undefined : error.message;
  }

  private find = (key: number) => this.uploads.find((upload) => upload.key === key);

  private forget(key: number) {
    this.stops.get(key)?.abort();
    this.stops.delete(key);
    this.set(this.uploads.filter((upload) => upload.key !== key));
    this.next();
  }
  private change(key: number, part: Partial<RunningUpload>) {
    this.set(this.uploads.map((upload) => (upload.key === key ? { ...upload, ...part } : upload)));
  }
  private set(uploads: readonly RunningUpload[]) {
    this.uploads = uploads;
    for (const listener of this.listeners) listener();
  }
}
