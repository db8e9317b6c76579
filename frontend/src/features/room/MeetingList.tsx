// Meetings one below the other; the whole row leads in.
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { clock, date, day } from "../../i18n/time";
import { NextIcon } from "../../ui/Icon";
import styles from "./MeetingList.module.css";
import type { Summary } from "./meetings";

export function MeetingList({ meetings, now }: { meetings: Summary[]; now: string }) {
  const { t } = useTranslation();
  return (
    <ul>
      {meetings.map((meeting) => (
        <li key={meeting.meeting_id}>
          <Link
            className={styles.row}
            to="/room/meetings/$meetingId"
            params={{ meetingId: meeting.meeting_id }}
          >
            <span className={styles.time}>
              <span>{clock(meeting.starts_at)}</span>
              {day(meeting.starts_at) !== day(now) && (
                <span className={styles.date}>{date(meeting.starts_at)}</span>
              )}
            </span>
            <span>
              <span className={styles.title}>{meeting.title}</span>
              <span className={styles.detail}>{meeting.room}</span>
              {meeting.phase !== "published" && (
                <span className={styles.detail}>{t(`common.phase.${meeting.phase}`)}</span>
              )}
            </span>
            <NextIcon />
          </Link>
        </li>
      ))}
    </ul>
  );
}
