// "18 phút", "2 giờ 5 phút", "3 ngày": how long until something begins.
import { useTranslation } from "react-i18next";
import { day } from "../../i18n/time";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

export type Until = { days: number } | { hours: number; minutes: number } | undefined;

/** Days by the calendar, hours and minutes within the day; nothing once the time has come. */
export function untilStart(starts: string, now: number): Until {
  const ms = Date.parse(starts) - now;
  if (ms <= 0) return undefined;
  const days = Math.round((Date.parse(day(starts)) - Date.parse(day(now))) / DAY);
  if (days > 0 && ms > DAY / 2) return { days };
  const minutes = Math.ceil(ms / MINUTE);
  return { hours: Math.floor(minutes / 60), minutes: minutes % 60 };
}

export function useUntil() {
  const { t } = useTranslation();
  return (starts: string, now: number): string | undefined => {
    const left = untilStart(starts, now);
    if (!left) return undefined;
    if ("days" in left) return t("room.until.days", { count: left.days });
    const { hours, minutes } = left;
    if (hours === 0) return t("room.until.minutes", { count: minutes });
    if (minutes === 0) return t("room.until.hours", { count: hours });
    return `${t("room.until.hours", { count: hours })} ${t("room.until.minutes", { count: minutes })}`;
  };
}
