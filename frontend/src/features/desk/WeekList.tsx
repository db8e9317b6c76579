// The week's meetings one below the other, with who chairs, where, and how far they are.
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client";
import { clock, day } from "../../i18n/time";
import page from "./Page.module.css";
import { PhaseMark } from "./PhaseMark";
import { TableHead } from "./TableHead";
import styles from "./WeekList.module.css";
import { dayMonth, weekday } from "./when";

export function WeekList({ meetings }: { meetings: Schemas["MeetingSummary"][] }) {
  const { t } = useTranslation();
  return (
    <section className={styles.list}>
      <h2 className={styles.title}>
        {t("desk.calendar.list")} <span className={styles.count}>{meetings.length}</span>
      </h2>
      <table className={page.table}>
        <TableHead
          columns={[
            [t("desk.calendar.time")],
            [t("desk.calendar.meeting")],
            [t("desk.calendar.chair")],
            [t("desk.calendar.room")],
            [t("desk.calendar.attendees"), page.number],
            [t("desk.calendar.papers"), page.number],
            [t("desk.calendar.phase")],
          ]}
        />
        <tbody>
          {meetings.map((meeting) => (
            <tr key={meeting.meeting_id}>
              <td className={page.keep}>
                {t(`desk.calendar.weekdayShort.${weekday(day(meeting.starts_at))}`)}{" "}
                {dayMonth(day(meeting.starts_at))}, {clock(meeting.starts_at)}
              </td>
              <td>
                <Link
                  to="/desk/meetings/$meeting"
                  params={{ meeting: meeting.meeting_id }}
                  className={styles.link}
                >
                  {meeting.title}
                </Link>
              </td>
              <td className={styles.chair}>{meeting.chair?.name ?? t("desk.calendar.noChair")}</td>
              <td>{meeting.room}</td>
              <td className={page.number}>{meeting.attendees}</td>
              <td className={page.number}>{meeting.papers}</td>
              <td>
                <PhaseMark phase={meeting.phase} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
