// Fetches a file the server makes while saying how far it is, then hands it to the browser to be saved under the server's name.
import { refusal, unreachable } from "../../api/problem";
import { i18n } from "../../i18n/i18n";

export interface Saving {
  loaded: number;
  /** 0 while the server still writes. */
  total: number;
}

function nameOf(disposition: string | null): string {
  const encoded = /filename\*=UTF-8''([^;]+)/.exec(disposition ?? "")?.[1];
  try {
    return decodeURIComponent(encoded ?? "");
  } catch {
    return "";
  }
}

export async function saveFile(address: string, told: (saving: Saving) => void, signal: AbortSignal) {
  told({ loaded: 0, total: 0 });
  const headers = { "Accept-Language": i18n.language };
  const response = await fetch(address, { headers, signal }).catch(() => {
    throw unreachable();
  });
  if (!response.ok || !response.body) {
    throw refusal(await response.json().catch(() => undefined), response.status);
  }
  const total = Number(response.headers.get("content-length") ?? 0);
  const reader = response.body.getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let loaded = 0;
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw unreachable();
    });
    if (done) break;
    parts.push(value as Uint8Array<ArrayBuffer>);
    loaded += value.byteLength;
    told({ loaded, total });
  }
  if (total > 0 && loaded < total) throw unreachable();
  const url = URL.createObjectURL(new Blob(parts, { type: response.headers.get("content-type") ?? "" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = nameOf(response.headers.get("content-disposition"));
  link.click();
  // The browser has taken it by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
