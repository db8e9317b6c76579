// What is left of the time announced for a vote; when it is over nothing ends, and that is said.
import { useTranslation } from "react-i18next";
import { stopwatch } from "../../i18n/time";
import { type Motion, timeGone, timeLeft } from "./motion";
import styles from "./TimeLeft.module.css";

export interface TimeLeftProps {
  motion: Motion;
  now: number;
  /** A clock that cannot be trusted is not shown. */
  cut?: number;
}

export function TimeLeft({ motion, now, cut }: TimeLeftProps) {
  const { t } = useTranslation();
  const left = timeLeft(motion, now);
  const over = left !== undefined && left <= 0;
  const runs = left !== undefined && !over && cut === undefined;
  return (
    <div className={styles.time}>
      {(left === undefined || over || runs) && (
        <p>{t(left === undefined ? "motion.noLimit" : over ? "motion.timeOver" : "motion.timeLeft")}</p>
      )}
      {left !== undefined && runs && (
        <>
          <p className={styles.clock} role="timer" aria-live="off" aria-label={t("motion.timeLeft")}>
            {stopwatch(left)}
          </p>
          <div className={styles.line} aria-hidden="true">
            <div className={styles.filled} style={{ width: `${(1 - timeGone(motion, now)) * 100}%` }} />
          </div>
        </>
      )}
      {!runs && <p className={styles.note}>{t("motion.untilClosed")}</p>}
    </div>
  );
}
