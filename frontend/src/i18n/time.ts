// Dates and times as a Vietnamese office writes them, in the office's own time zone whatever the device says.
import { i18n } from "./i18n";

const ZONE = "Asia/Ho_Chi_Minh";
const clockFormat = new Intl.DateTimeFormat("en-GB", { timeZone: ZONE, hour: "2-digit", minute: "2-digit" });
const dateFormat = new Intl.DateTimeFormat("en-GB", {
  timeZone: ZONE,
  day: "2-digit",
  month: "2-digit",
  year: "numeric",
});
const isoFormat = new Intl.DateTimeFormat("en-CA", {
  timeZone: ZONE,
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
});

type Instant = string | number | Date;

/** 08:05 */
export const clock = (at: Instant) => clockFormat.format(new Date(at));
/** 23/11/2026 */
export const date = (at: Instant) => dateFormat.format(new Date(at));
/** 2026-11-23, the office's day: for the API and for telling days apart. */
export const day = (at: Instant) => isoFormat.format(new Date(at));
/** Thứ Hai, 23/11/2026 */
export function longDate(at: Instant) {
  const weekday = new Intl.DateTimeFormat(i18n.language, { timeZone: ZONE, weekday: "long" }).format(
    new Date(at),
  );
  return `${weekday}, ${date(at)}`;
}
/** 12:40, or 1:02:40 from an hour on. */
export function stopwatch(ms: number) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const pad = (n: number) => String(n).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const rest = `${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}
