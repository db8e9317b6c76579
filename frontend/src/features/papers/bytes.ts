// Sizes of files as an office writes them: 8,4 MB in Vietnamese, 8.4 MB in English.
import { i18n } from "../../i18n/i18n";

const MB = 1_000_000;
const KB = 1_000;

function number(value: number): string {
  const digits = value < 10 ? 1 : 0;
  return new Intl.NumberFormat(i18n.language, { maximumFractionDigits: digits }).format(value);
}

export function size(bytes: number): string {
  return bytes < MB ? `${number(Math.ceil(bytes / KB))} KB` : `${number(bytes / MB)} MB`;
}

/** 5,2/8,4 MB */
export function share(sent: number, total: number): string {
  const unit = total < MB ? KB : MB;
  return `${number(sent / unit)}/${number(total / unit)} ${unit === MB ? "MB" : "KB"}`;
}
