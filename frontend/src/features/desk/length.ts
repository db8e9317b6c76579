// A length of time in words: "3 giờ 30 phút".
import type { TFunction } from "i18next";

export function length(minutes: number, t: TFunction): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return t("desk.length.minutes", { count: rest });
  const whole = t("desk.length.hours", { count: hours });
  return rest === 0 ? whole : `${whole} ${t("desk.length.minutes", { count: rest })}`;
}
