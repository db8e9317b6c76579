// An item's time against its plan: what is left, then how much it is over, in words, without any alarm.
import { useTranslation } from "react-i18next";
import { stopwatch } from "../../i18n/time";
import type { MeetingView } from "../../live/frame";
import { remaining, used } from "../agenda/timing";
import { elapsed } from "../meeting/elapsed";
import styles from "./ItemClock.module.css";

export interface ItemClockProps {
  item: MeetingView["agenda"]["items"][string];
  now: number;
  /** The line is cut: the clock goes on, but only by this device. */
  byDevice: boolean;
}

export function ItemClock({ item, now, byDevice }: ItemClockProps) {
  const { t } = useTranslation();
  const spent = elapsed(item, now);
  if (item.state === "pending" && spent === 0) {
    return <p className={styles.planned}>{t("chair.item.planned", { count: item.planned_minutes })}</p>;
  }
  const { ms, over } = remaining(item, now);
  const usedWords = t("chair.item.used", { time: stopwatch(spent), count: item.planned_minutes });
  if (item.state !== "current") return <p className={styles.planned}>{usedWords}</p>;
  return (
    <div className={`${styles.clock} ${over ? styles.over : ""}`} role="timer" aria-live="off">
      <p className={styles.time}>{over ? t("chair.item.over", { time: stopwatch(ms) }) : stopwatch(ms)}</p>
      <div className={styles.rest}>
        <p className={styles.words}>
          <span>{over ? t("chair.item.overPlan") : t("chair.item.left")}</span>
          <span className={styles.used}>{byDevice ? t("chair.item.byDevice") : usedWords}</span>
        </p>
        <div className={styles.bar}>
          <div className={styles.filled} style={{ width: `${used(item, now) * 100}%` }} />
        </div>
      </div>
    </div>
  );
}
