// The files on their way to the server: two at a time, each with its progress, its stop and its refusal in words.
// Papers stand in the order they arrive, so the files of one item go one after the other.
import { Refusal } from "../../api/problem";

export type Target = { item: string; title?: string } | { item: string; paper: string };
export type UploadState = "waiting" | "sending" | "checking" | "failed";

export interface RunningUpload {
  key: number;
  file: File;
  /** A new paper of an item, or a new version of a paper. */
  target: Target;
  state: UploadState;
  /** Bytes that have left. */
  sent: number;
  /** Why it failed, as the server said it. */
  why?: string;
}

export interface Sending {
  receipt: Promise<unknown>;
  abort(): void;
}
/** The key is the same for every try of one file, so that it is attached once however often it is sent. */
export type Send = (file: File, target: Target, key: string, progress: (share: number) => void) => Sending;

const AT_ONCE = 2;

export class UploadQueue {
  private uploads: readonly RunningUpload[] = [];
  private sendings = new Map<number, Sending>();
  private intentions = new Map<number, string>();
  private listeners = new Set<() => void>();
  private last = 0;

  constructor(
    private readonly send: Send,
    private readonly intend: () => string,
  ) {}

  subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  };
  getSnapshot = () => this.uploads;

  add(files: { file: File; target: Target }[]) {
    const fresh = files.map(({ file, target }) => {
      const key = ++this.last;
      this.intentions.set(key, this.intend());
      return { key, file, target, state: "waiting" as const, sent: 0 };
    });
    this.set([...this.uploads, ...fresh]);
    this.next();
  }

  retry(key: number) {
    const failed = this.uploads.find((upload) => upload.key === key);
    if (failed?.state !== "failed") return;
    // After a refusal the same key would only be refused again.
    this.intentions.set(key, this.intend());
    this.change(key, { state: "waiting", sent: 0, why: undefined });
    this.next();
  }

  /** Stops it, or takes a failed one off the list. */
  stop(key: number) {
    this.sendings.get(key)?.abort();
    this.drop(key);
  }

  stopAll() {
    for (const { key } of this.uploads) this.stop(key);
  }

  private next() {
    const busy = new Set(
      this.uploads.filter(({ key }) => this.sendings.has(key)).map(({ target }) => target.item),
    );
    for (const upload of this.uploads) {
      if (this.sendings.size >= AT_ONCE) return;
      const { item } = upload.target;
      if (upload.state !== "waiting" || busy.has(item)) continue;
      busy.add(item);
      this.start(upload);
    }
  }

  private start({ key, file, target }: RunningUpload) {
    const progress = (share: number) =>
      this.change(key, { sent: share * file.size, state: share < 1 ? "sending" : "checking" });
    this.change(key, { state: "sending" });
    const sending = this.send(file, target, this.intentions.get(key) ?? "", progress);
    this.sendings.set(key, sending);
    sending.receipt
      .then(
        () => this.drop(key),
        (error: unknown) => {
          this.sendings.delete(key);
          // An aborted one has left the list already.
          if (error instanceof Refusal) this.change(key, { state: "failed", why: error.message });
        },
      )
      .finally(() => this.next());
  }

  private drop(key: number) {
    this.sendings.delete(key);
    this.intentions.delete(key);
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
