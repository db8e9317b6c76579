// How long an item has taken of what it was given; beyond that it says so in words, without any alarm.
import { useTranslation } from "react-i18next";
import { clock, stopwatch } from "../../i18n/time";
import { MINUTE, plannedEnd, remaining, used } from "../agenda/timing";
import { elapsed } from "../meeting/elapsed";
import type { Item } from "../meeting/situation";
import styles from "./ItemClock.module.css";

export interface ItemClockProps {
  item: Item;
  now: number;
  paused: boolean;
  /** The line is cut: the clock goes on, but only by this device. */
  byDevice: boolean;
}

export function ItemClock({ item, now, paused, byDevice }: ItemClockProps) {
  const { t } = useTranslation();
  const spent = elapsed(item, now);
  if (item.state !== "current") {
    const from = clock(item.planned_start);
    return (
      <p className={styles.planned}>
        {item.state === "done" && item.done_at
          ? t("room.item.doneAt", { time: clock(item.done_at), spent: stopwatch(spent) })
          : t("room.item.planned", { from, to: clock(plannedEnd(item)), count: item.planned_minutes })}
      </p>
    );
  }
  const { ms, over } = remaining(item, now);
  const words = byDevice
    ? t("room.item.byDevice")
    : paused
      ? t("room.item.clockPaused")
      : t("room.item.endsAt", { time: clock(now + ms) });
  return (
    <div className={styles.clock} role="timer" aria-live="off" aria-label={t("room.item.clock")}>
      <p className={styles.time}>{stopwatch(spent)}</p>
      <div className={styles.rest}>
        <p className={styles.given}>/ {stopwatch(item.planned_minutes * MINUTE)}</p>
        <div className={styles.bar}>
          <div className={styles.filled} style={{ width: `${used(item, now) * 100}%` }} />
        </div>
        {over && <p className={styles.over}>{t("room.item.over", { time: stopwatch(ms) })}</p>}
        {(!over || byDevice || paused) && <p className={styles.words}>{words}</p>}
      </div>
    </div>
  );
}
