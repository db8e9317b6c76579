// Sends a file as it is, streamed from the disk, with progress: fetch still cannot tell how much has left.
import { i18n } from "../i18n/i18n";
import { refusal, unreachable } from "./problem";
import type { components } from "./schema";

export interface Upload {
  receipt: Promise<components["schemas"]["ActReceipt"]>;
  abort(): void;
}

export interface NewPaper {
  item: string;
  title?: string;
  symbol?: string;
}

export function attachPaper(
  meeting: string,
  paper: NewPaper,
  file: File,
  key: string,
  progress: (share: number) => void,
): Upload {
  const query = new URLSearchParams({ item: paper.item, name: file.name.normalize("NFC") });
  if (paper.title) query.set("title", paper.title);
  if (paper.symbol) query.set("symbol", paper.symbol);
  return send("POST", `/api/meetings/${meeting}/papers?${query}`, file, key, progress);
}

export function replacePaper(
  meeting: string,
  paper: string,
  file: File,
  key: string,
  progress: (share: number) => void,
): Upload {
  const query = new URLSearchParams({ name: file.name.normalize("NFC") });
  return send("PUT", `/api/meetings/${meeting}/papers/${paper}/file?${query}`, file, key, progress);
}

function send(
  method: string,
  path: string,
  file: File,
  key: string,
  progress: (share: number) => void,
): Upload {
  const request = new XMLHttpRequest();
  const receipt = new Promise<components["schemas"]["ActReceipt"]>((resolve, reject) => {
    request.open(method, path);
    request.responseType = "json";
    request.setRequestHeader("Accept-Language", i18n.language);
    request.setRequestHeader("Idempotency-Key", key);
    request.setRequestHeader("Content-Type", file.type || "application/octet-stream");
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) progress(event.loaded / event.total);
    };
    request.onload = () =>
      request.status < 300 ? resolve(request.response) : reject(refusal(request.response, request.status));
    request.onerror = () => reject(unreachable());
    request.onabort = () => reject(new DOMException("", "AbortError"));
    request.send(file);
  });
  return { receipt, abort: () => request.abort() };
}
