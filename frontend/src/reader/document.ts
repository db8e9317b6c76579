// Opens one PDF with pdf.js in a worker of our own, under the CSP: no eval, no WASM, no scripting, nothing foreign.
import type { PDFDocumentProxy } from "pdfjs-dist";
import workerAddress from "pdfjs-dist/legacy/build/pdf.worker.min.mjs?url";
import { type Bytes, CHUNK, openBytes, type Progress, range } from "./bytes";
import { type FailureKind, failureOf, ReadFailure } from "./failure";
import { MAX_CANVAS_PIXELS } from "./layout";
import { trustedScript } from "./trusted";

export type Pdfjs = typeof import("pdfjs-dist");

export interface OpenPaper {
  pdfjs: Pdfjs;
  document: PDFDocumentProxy;
}

export interface OpenOptions {
  url: string;
  signal: AbortSignal;
  progress(progress: Progress): void;
  /** A range does not come; called without a kind when it does again. */
  stalled(kind?: FailureKind): void;
}

/** pdf.js and the worker it works in. */
interface Program {
  pdfjs: Promise<Pdfjs>;
  port: Worker;
  /** Rejects when the worker does not start. */
  lost: Promise<never>;
}

let ready: Program | undefined;

/** Has pdf.js come up before there is something to open: on a slow tablet that takes longer than a page. */
export function prepare(): void {
  try {
    ready ??= start();
  } catch {
    // A browser without such workers is told so when it opens a paper.
  }
}

function start(): Program {
  // The types are those of the package's other build; the two are the same but for their syntax.
  const pdfjs = import("pdfjs-dist/legacy/build/pdf.mjs") as Promise<Pdfjs>;
  const port = new Worker(trustedScript(workerAddress), { type: "module" });
  const lost = new Promise<never>((_, reject) => {
    // A script that did not come says nothing; one this browser cannot run says why, and pictures stand in for it.
    const fell = ({ message }: ErrorEvent) => reject(new ReadFailure(message ? "broken" : "unreachable"));
    port.addEventListener("error", fell, { once: true });
  });
  const program = { pdfjs, port, lost };
  // Whoever opens a paper hears of it; the next one tries anew.
  for (const part of [pdfjs, lost])
    part.catch(() => {
      if (ready === program) ready = undefined;
    });
  return program;
}

/** Throws a ReadFailure. Aborting the signal closes the document and ends its worker. */
export async function openPaper(options: OpenOptions): Promise<OpenPaper> {
  const { url, signal } = options;
  let unused: Worker | undefined;
  try {
    const program = ready ?? start();
    ready = undefined;
    unused = program.port;
    const [pdfjs, bytes] = await Promise.all([program.pdfjs, openBytes(url, signal)]);
    signal.throwIfAborted();
    unused = undefined;
    return { pdfjs, document: await parse(pdfjs, program, bytes, options) };
  } catch (error) {
    unused?.terminate();
    throw new ReadFailure(failureOf(error));
  }
}

async function parse(
  pdfjs: Pdfjs,
  { port, lost }: Program,
  bytes: Bytes,
  options: OpenOptions,
): Promise<PDFDocumentProxy> {
  const { signal } = options;
  const verbosity = pdfjs.VerbosityLevel.ERRORS;
  const worker = pdfjs.PDFWorker.create({ port, verbosity });
  const whole = bytes.first.byteLength >= bytes.total;
  options.progress({ loaded: bytes.first.byteLength, total: bytes.total });
  const task = pdfjs.getDocument({
    ...(whole ? { data: bytes.first } : { range: transport(pdfjs, bytes, options) }),
    worker,
    rangeChunkSize: CHUNK,
    disableAutoFetch: true,
    disableStream: true,
    isEvalSupported: false,
    useWasm: false,
    enableXfa: false,
    // The worker fetches fonts and character maps itself: main-thread relays would only add a copy.
    useWorkerFetch: true,
    cMapUrl: asset("cmaps"),
    standardFontDataUrl: asset("standard_fonts"),
    wasmUrl: asset("wasm"),
    canvasMaxAreaInBytes: MAX_CANVAS_PIXELS * 4,
    verbosity,
  });
  const end = () => {
    void task.destroy().finally(() => {
      worker.destroy();
      port.terminate();
    });
  };
  signal.addEventListener("abort", end, { once: true });
  // pdf.js asks for a password by this call, and waits for ever without it.
  const locked = new Promise<never>((_, reject) => {
    task.onPassword = () => reject(new ReadFailure("locked"));
  });
  try {
    return await Promise.race([task.promise, lost, locked]);
  } catch (error) {
    end();
    throw error;
  }
}

const asset = (folder: string) => new URL(`${__PDF_ASSETS__}${folder}/`, window.location.href).href;

function transport(pdfjs: Pdfjs, { first, total }: Bytes, { url, signal, progress, stalled }: OpenOptions) {
  let loaded = first.byteLength;
  class Ranges extends pdfjs.PDFDataRangeTransport {
    override requestDataRange(begin: number, end: number) {
      if (end <= first.byteLength) {
        // Later, as any answer would come: pdf.js is still setting up its reader.
        queueMicrotask(() => this.onDataRange(begin, first.slice(begin, end)));
        return;
      }
      void range(url, begin, Math.min(end, total), signal, stalled).then((bytes) => {
        if (!bytes || signal.aborted) return;
        loaded = Math.min(total, loaded + bytes.byteLength);
        progress({ loaded, total });
        this.onDataRange(begin, bytes);
      });
    }
  }
  return new Ranges(total, null);
}
