// Days, weeks and typed dates of the desk, in the office's time zone (UTC+7 the whole year) whatever the device says.
import { clock, day } from "../../i18n/time";

const DAY_MS = 86_400_000;

/** A day as the API writes it: 2026-11-23. */
export type Day = string;

// Plain days are computed in UTC, where every day has 24 hours.
const utc = (of: Day) => Date.parse(`${of}T00:00:00Z`);
const written = (ms: number): Day => new Date(ms).toISOString().slice(0, 10);

export const addDays = (of: Day, days: number): Day => written(utc(of) + days * DAY_MS);

/** The Monday of the week `of` stands in. */
export function monday(of: Day): Day {
  const weekday = (new Date(utc(of)).getUTCDay() + 6) % 7;
  return addDays(of, -weekday);
}

export const isDay = (text: unknown): text is Day =>
  typeof text === "string" && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(utc(text));

/** The week's number in the year, by ISO 8601: the week with the year's first Thursday is week 1. */
export function weekNumber(of: Day): number {
  const thursday = addDays(monday(of), 3);
  const first = utc(`${thursday.slice(0, 4)}-01-01`);
  return 1 + Math.floor((utc(thursday) - first) / DAY_MS / 7);
}

/** 23/11 */
export const dayMonth = (of: Day) => `${of.slice(8)}/${of.slice(5, 7)}`;
/** 23/11/2026 */
export const fullDate = (of: Day) => `${dayMonth(of)}/${of.slice(0, 4)}`;

export const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

export const weekday = (of: Day) => WEEKDAYS[(new Date(utc(of)).getUTCDay() + 6) % 7] ?? "mon";

export const isMorning = (at: string) => clock(at) < "12:00";

/** "24/11/2026" as a day, or nothing when there is no such date. */
export function readDate(text: string): Day | undefined {
  const found = /^(\d{1,2})[/.\-\s](\d{1,2})[/.\-\s](\d{4})$/.exec(text.trim());
  if (!found) return undefined;
  const [, d = "", m = "", year] = found;
  const read = `${year}-${m.padStart(2, "0")}-${d.padStart(2, "0")}`;
  const ms = utc(read);
  return !Number.isNaN(ms) && written(ms) === read ? read : undefined;
}

/** "8:00", "08h00" or "8 giờ" as "08:00", or nothing. */
export function readTime(text: string): string | undefined {
  const found = /^(\d{1,2})\s*(?:(?::|h|giờ|\.)\s*(\d{2})?)?$/i.exec(text.trim().normalize("NFC"));
  if (!found) return undefined;
  const [, hours = "", minutes = "00"] = found;
  if (Number(hours) > 23 || Number(minutes) > 59) return undefined;
  return `${hours.padStart(2, "0")}:${minutes}`;
}

/** The moment a date and time of the office mean. */
export const moment = (on: Day, time: string) => new Date(`${on}T${time}:00+07:00`).toISOString();

export const today = (now: number): Day => day(now);
