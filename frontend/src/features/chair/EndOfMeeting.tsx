// When the meeting will end if every open item takes what was planned for it, beside when it should.
import { useTranslation } from "react-i18next";
import { clock } from "../../i18n/time";
import type { MeetingView } from "../../live/frame";
import { lateness } from "../agenda/timing";
import { predictedEnd } from "../meeting/elapsed";
import styles from "./EndOfMeeting.module.css";

export function EndOfMeeting({ view, now, cut }: { view: MeetingView; now: number; cut?: number }) {
  const { t } = useTranslation();
  const planned = clock(view.ends_at);
  if (cut !== undefined) {
    // What is left of the agenda is not known while the line is cut: only the plan still holds.
    return <p className={styles.end}>{t("chair.end.planned", { time: planned })}</p>;
  }
  const end = predictedEnd(view.agenda, now);
  const { when, minutes } = lateness(end, Date.parse(view.ends_at));
  const length =
    minutes < 60
      ? t("chair.minutes", { count: minutes })
      : t("chair.hours", { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
  return (
    <div className={styles.end}>
      <p className={styles.predicted}>{t("chair.end.predicted", { time: clock(end) })}</p>
      <p>
        {when === "onTime" ? t("chair.end.onTime", { planned }) : t(`chair.end.${when}`, { length, planned })}
      </p>
    </div>
  );
}
