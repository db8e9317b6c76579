// Before the opening: what is about to begin, and whether enough members are here.
import { useTranslation } from "react-i18next";
import { clock, longDate } from "../../i18n/time";
import type { MeetingView } from "../../live/frame";
import { DoneIcon } from "../../ui/Icon";
import { Attendance } from "./Attendance";
import styles from "./Before.module.css";

export function Before({ view }: { view: MeetingView }) {
  const { t } = useTranslation();
  return (
    <article className={styles.before}>
      <p className={styles.state}>
        <DoneIcon size={22} />
        <span>{t("chair.before.state")}</span>
      </p>
      <h1 className={styles.title}>{view.title}</h1>
      <p className={styles.place}>
        {t("chair.before.placeTime", {
          room: view.room,
          time: clock(view.starts_at),
          date: longDate(view.starts_at),
        })}
      </p>
      <div className={styles.attendance}>
        <Attendance view={view} />
      </div>
    </article>
  );
}
