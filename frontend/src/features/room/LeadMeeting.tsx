// The running or next meeting, large enough to be read at arm's length.
import { useTranslation } from "react-i18next";
import { clock, day, longDate } from "../../i18n/time";
import { AccountIcon, CalendarIcon, PlaceIcon } from "../../ui/Icon";
import styles from "./LeadMeeting.module.css";
import type { Summary } from "./meetings";
import { useUntil } from "./until";

export function LeadMeeting({ meeting, now }: { meeting: Summary; now: number }) {
  const { t } = useTranslation();
  const until = useUntil();
  const left = until(meeting.starts_at, now);
  const published = meeting.phase === "published";
  return (
    <section className={styles.lead} aria-labelledby="lead">
      <div className={styles.when}>
        <p className={styles.time}>{clock(meeting.starts_at)}</p>
        <p className={styles.state}>
          <span className={styles.phase}>
            {published
              ? t(left ? "room.home.soon" : "room.home.due")
              : t(meeting.phase === "paused" ? "room.home.paused" : "common.phase.open")}
          </span>
          {published && left && <span>{t("room.home.left", { left })}</span>}
        </p>
      </div>
      <h2 id="lead" className={styles.title}>
        {meeting.title}
      </h2>
      <ul className={styles.facts}>
        {day(meeting.starts_at) !== day(now) && (
          <li>
            <CalendarIcon />
            <span>{longDate(meeting.starts_at)}</span>
          </li>
        )}
        <li>
          <PlaceIcon />
          <span>{meeting.room}</span>
        </li>
        {meeting.my_role && (
          <li>
            <AccountIcon />
            <span>{t("room.home.role", { role: t(`common.role.${meeting.my_role}`) })}</span>
          </li>
        )}
      </ul>
    </section>
  );
}
