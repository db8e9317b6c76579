// Who attends, in protocol order: role, vote, seat, presence, and the tablet each of them will hold.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useView } from "../../live/live.react";
import { AttendeesIcon } from "../../ui/Icon";
import { EmptyState } from "../../ui/State";
import page from "../desk/Page.module.css";
import { PairTablet } from "../devices/PairTablet";
import { AttendeeRow } from "./AttendeeRow";
import styles from "./AttendeesTab.module.css";
import { RemoveAttendee } from "./RemoveAttendee";

export function AttendeesTab() {
  const { t } = useTranslation();
  const { order, people } = useView((view) => view.attendees);
  const attendance = useView((view) => view.attendance);
  const can = useView((view) => view.can);
  const [pairing, setPairing] = useState<string>();
  const [leaving, setLeaving] = useState<string>();
  const toPair = pairing ? people[pairing] : undefined;
  if (order.length === 0) {
    return (
      <EmptyState icon={<AttendeesIcon size={48} />} title={t("desk.attendees.empty")}>
        {t("desk.attendees.emptyHint")}
      </EmptyState>
    );
  }
  const { quorum } = attendance;
  const edits = can.includes("edit_attendees");
  return (
    <>
      {quorum && (
        <p className={styles.quorum}>
          {t("desk.attendees.quorum", {
            present: quorum.present,
            needed: quorum.needed,
            members: quorum.members,
          })}
          <span className={page.sub}>{t("desk.attendees.source", { source: quorum.source })}</span>
        </p>
      )}
      <table className={`${page.table} ${styles.table}`}>
        <thead>
          <tr>
            <th scope="col" className={styles.number}>
              {t("desk.attendees.number")}
            </th>
            <th scope="col">{t("desk.attendees.person")}</th>
            <th scope="col" className={styles.role}>
              {t("desk.attendees.role")}
            </th>
            <th scope="col" className={styles.votes}>
              {t("desk.attendees.votes")}
            </th>
            <th scope="col" className={styles.seat}>
              {t("desk.attendees.seat")}
            </th>
            <th scope="col" className={styles.present}>
              {t("desk.attendees.present")}
            </th>
            <th scope="col" className={styles.work}>
              {t("desk.work")}
            </th>
          </tr>
        </thead>
        <tbody>
          {order.map((id, place) => {
            const attendee = people[id];
            return (
              attendee && (
                <AttendeeRow
                  key={id}
                  id={id}
                  place={place + 1}
                  attendee={attendee}
                  edits={edits}
                  marks={can.includes("mark_attendance")}
                  onPair={() => setPairing(id)}
                  onRemove={() => setLeaving(id)}
                />
              )
            );
          })}
        </tbody>
      </table>
      {toPair && <PairTablet person={toPair} onClose={() => setPairing(undefined)} />}
      {leaving && <RemoveAttendee id={leaving} onClose={() => setLeaving(undefined)} />}
    </>
  );
}
