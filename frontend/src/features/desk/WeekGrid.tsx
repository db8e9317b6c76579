// The week as a grid: mornings and afternoons, each meeting a block with its hours and its state.
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client";
import { clock, day } from "../../i18n/time";
import { PhaseMark } from "./PhaseMark";
import styles from "./WeekGrid.module.css";
import { addDays, type Day, dayMonth, isMorning, today, WEEKDAYS } from "./when";

type Meeting = Schemas["MeetingSummary"];

export function WeekGrid({ first, meetings }: { first: Day; meetings: Meeting[] }) {
  const { t } = useTranslation();
  const now = today(Date.now());
  const days = WEEKDAYS.map((name, place) => {
    const date = addDays(first, place);
    return { name, date, own: meetings.filter((meeting) => day(meeting.starts_at) === date) };
  });
  return (
    <div className={styles.scroll}>
      <table className={styles.grid}>
        <caption className="heard">{t("desk.calendar.gridCaption")}</caption>
        <thead>
          <tr>
            <td className={styles.corner} />
            {days.map(({ name, date }) => (
              <th key={date} scope="col" aria-current={date === now ? "date" : undefined}>
                {t(`desk.calendar.weekday.${name}`)} <span className={styles.date}>{dayMonth(date)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {(["morning", "afternoon"] as const).map((half) => (
            <tr key={half}>
              <th scope="row">{t(`desk.calendar.${half}`)}</th>
              {days.map(({ date, own }) => (
                <td key={date}>
                  {own
                    .filter((meeting) => isMorning(meeting.starts_at) === (half === "morning"))
                    .map((meeting) => (
                      <Block key={meeting.meeting_id} meeting={meeting} />
                    ))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Block({ meeting }: { meeting: Meeting }) {
  return (
    <Link
      to="/desk/meetings/$meeting"
      params={{ meeting: meeting.meeting_id }}
      className={`${styles.block} ${styles[meeting.phase]}`}
    >
      <span className={styles.time}>{span(meeting)}</span>
      <span>{meeting.title}</span>
      <PhaseMark phase={meeting.phase} />
    </Link>
  );
}

/** A meeting without an agenda yet has no length: only its start is known. */
export function span({ starts_at, ends_at }: { starts_at: string; ends_at: string }): string {
  return starts_at === ends_at ? clock(starts_at) : `${clock(starts_at)}–${clock(ends_at)}`;
}
