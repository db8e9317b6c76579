// Who attends, in protocol order: role, vote, seat, presence, and the tablet each of them will hold.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useView } from "../../live/live.react";
import { AttendeesIcon } from "../../ui/Icon";
import { EmptyState } from "../../ui/State";
import page from "../desk/Page.module.css";
import { TableHead } from "../desk/TableHead";
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
        <TableHead
          columns={[
            [t("desk.attendees.number"), styles.number],
            [t("desk.attendees.person")],
            [t("desk.attendees.role"), styles.role],
            [t("desk.attendees.votes"), styles.votes],
            [t("desk.attendees.seat"), styles.seat],
            [t("desk.attendees.present"), styles.present],
            [t("desk.work"), styles.work],
          ]}
        />
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
