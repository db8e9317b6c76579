// Who speaks, on the room's page, with their clock: in the place where the presenter stands otherwise.
import { useTranslation } from "react-i18next";
import { clock, stopwatch } from "../../i18n/time";
import { type Speaker, spoken } from "./floor";
import styles from "./Speaking.module.css";

export interface SpeakingProps {
  speaker: Speaker;
  now: number;
  /** Since then nobody knows whether they still speak. */
  cut?: number;
}

export function Speaking({ speaker, now, cut }: SpeakingProps) {
  const { t } = useTranslation();
  return (
    <>
      <span className={styles.name}>{t("room.comrade", { name: speaker.name })}</span>
      <span className={styles.line}>
        {cut !== undefined ? (
          t("floor.spokeAt", { time: clock(cut) })
        ) : (
          <>
            {t("floor.speaking")}{" "}
            <span role="timer" aria-live="off" className={styles.time}>
              {stopwatch(spoken(speaker, now))}
            </span>
          </>
        )}
      </span>
    </>
  );
}
