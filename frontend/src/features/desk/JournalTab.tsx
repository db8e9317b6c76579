// The journal of the meeting: who did what when, newest first, and whether the chain of seals holds.
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { clock, date } from "../../i18n/time";
import { usePicture, useView } from "../../live/live.react";
import { SealIcon, WarningIcon } from "../../ui/Icon";
import { Notice } from "../../ui/Notice";
import { ErrorState, Loading } from "../../ui/State";
import { MinutesCard } from "../minutes/MinutesCard";
import styles from "./JournalTab.module.css";
import { namesOf, said } from "./journalWords";
import { readJournal } from "./meetingApi";
import page from "./Page.module.css";
import { TableHead } from "./TableHead";

export function JournalTab() {
  const { t } = useTranslation();
  const view = useView((whole) => whole);
  const meeting = view.meeting_id;
  const { seq } = usePicture();
  const journal = useQuery({
    queryKey: ["journal", meeting, seq],
    queryFn: () => readJournal(meeting),
    placeholderData: keepPreviousData,
  });
  if (!journal.data) {
    return journal.error ? (
      <ErrorState error={journal.error} onRetry={() => journal.refetch()} />
    ) : (
      <Loading rows={8} />
    );
  }
  const { events, verified, broken_at } = journal.data;
  const names = namesOf(events);
  return (
    <>
      <MinutesCard view={view} />
      {verified ? (
        <p className={styles.sealed}>
          <SealIcon size={22} />
          <span>
            <strong>{t("desk.journal.verified")}</strong> {t("desk.journal.verifiedHint")}
          </span>
        </p>
      ) : (
        <Notice tone="error" title={t("desk.journal.broken")}>
          <WarningIcon size={20} /> {t("desk.journal.brokenHint", { seq: broken_at })}
        </Notice>
      )}
      <table className={`${page.table} ${styles.table}`}>
        <TableHead
          columns={[
            [t("desk.journal.seq"), styles.seq],
            [t("desk.journal.at"), styles.at],
            [t("desk.journal.actor"), styles.actor],
            [t("desk.journal.what")],
          ]}
        />
        <tbody>
          {[...events].reverse().map((event) => (
            <tr key={event.seq}>
              <td>{event.seq}</td>
              <td className={page.keep}>
                {date(event.at)}, {clock(event.at)}
              </td>
              <td>{event.actor}</td>
              <td>{said(event, names, t)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
