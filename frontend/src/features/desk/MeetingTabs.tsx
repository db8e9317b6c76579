// The four sides of a meeting, each with its count: links, so that the address tells which one is open.
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { clock } from "../../i18n/time";
import { usePicture, useView } from "../../live/live.react";
import type { DeskTab } from "../../routes/desk";
import { useIntakeCounts } from "../papers/RunningUploads";
import { length } from "./length";
import styles from "./MeetingTabs.module.css";

export function MeetingTabs({ open }: { open: DeskTab }) {
  const { t } = useTranslation();
  const meeting = useView((view) => view.meeting_id);
  const agenda = useView((view) => view.agenda);
  const endsAt = useView((view) => view.ends_at);
  const attendance = useView((view) => view.attendance);
  const papers = useView((view) => view.papers);
  const listed = useView((view) => view.attendees.order.length);
  const guests = listed - attendance.expected;
  const { seq } = usePicture();
  const { moving, stuck } = useIntakeCounts();
  const items = agenda.order.flatMap((id) => agenda.items[id] ?? []);
  const matters = items.filter((item) => item.kind === "matter");
  const minutes = items.reduce((sum, item) => sum + item.planned_minutes, 0);
  const bare = matters.filter((item) => item.papers.length === 0).length;
  const tabs = [
    {
      tab: "agenda" as const,
      count: t("desk.tabs.itemCount", { count: matters.length }),
      more:
        items.length > 0
          ? t("desk.tabs.length", { length: length(minutes, t), end: clock(endsAt) })
          : t("desk.tabs.noItems"),
    },
    {
      tab: "attendees" as const,
      count: t("desk.tabs.personCount", { count: listed }),
      // Guests of single items are on the list, and are not expected all along.
      more: [
        listed > 0
          ? t("desk.tabs.present", { present: attendance.present, expected: attendance.expected })
          : t("desk.attendees.empty"),
        guests > 0 && t("desk.tabs.guests", { count: guests }),
      ]
        .filter(Boolean)
        .join(", "),
    },
    {
      tab: "papers" as const,
      count: t("desk.tabs.paperCount", { count: Object.keys(papers).length }),
      more:
        [
          moving > 0 && t("desk.tabs.uploading", { count: moving }),
          stuck > 0 && t("desk.tabs.failed", { count: stuck }),
          bare > 0 && t("desk.tabs.bare", { count: bare }),
        ]
          .filter(Boolean)
          .join(", ") || t(matters.length > 0 ? "desk.tabs.allHavePapers" : "desk.tabs.noItems"),
    },
    {
      tab: "journal" as const,
      count: t("desk.tabs.eventCount", { count: seq }),
      more: t("desk.tabs.journalHint"),
    },
  ];
  return (
    <nav className={styles.tabs} aria-label={t("desk.tabs.label")}>
      {tabs.map(({ tab, count, more }) => (
        <Link
          key={tab}
          to="/desk/meetings/$meeting"
          params={{ meeting }}
          search={tab === "agenda" ? {} : { tab }}
          replace
          className={styles.tab}
          // The router compares whole addresses; the agenda has two, with its name and without.
          activeOptions={{ exact: true, includeSearch: true }}
          aria-current={tab === open ? "page" : undefined}
        >
          <span className={styles.name}>{t(`desk.tabs.${tab}`)}</span>
          <span className={styles.count}>{count}</span>
          <span className={styles.more}>{more}</span>
        </Link>
      ))}
    </nav>
  );
}
