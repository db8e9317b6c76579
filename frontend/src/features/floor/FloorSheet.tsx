// Everybody the chair may give the floor: the whole queue first, then whoever is here and did not ask.
import { useTranslation } from "react-i18next";
import type { MeetingView } from "../../live/frame";
import { Dialog } from "../../ui/Dialog";
import { Notice } from "../../ui/Notice";
import { FloorRow } from "./FloorRow";
import styles from "./FloorSheet.module.css";
import { queueOf, speakerOf } from "./floor";

export interface FloorSheetProps {
  open: boolean;
  onClose(): void;
  view: MeetingView;
  mayGive: boolean;
  mayDecline: boolean;
  /** The name of whoever was taken out a moment ago. */
  out?: string;
  refusal?: string;
  onDismiss(): void;
  onGive(to: string): void;
  onDecline(whom: string): void;
}

export function FloorSheet(props: FloorSheetProps) {
  const { open, onClose, view, mayGive, mayDecline, out, refusal, onDismiss, onGive, onDecline } = props;
  const { t } = useTranslation();
  const queue = queueOf(view);
  const speaker = speakerOf(view)?.attendee_id;
  const here = view.attendees.order.filter((id) => {
    const person = view.attendees.people[id];
    return person?.present && person.role !== "chair" && id !== speaker && !queue.includes(id);
  });
  const row = (id: string, place?: number) => {
    const person = view.attendees.people[id];
    return (
      person && (
        <FloorRow
          key={id}
          person={person}
          place={place}
          mayGive={mayGive}
          onInvite={() => onGive(id)}
          mayDecline={mayDecline}
          {...(place !== undefined && { onDecline: () => onDecline(id) })}
        />
      )
    );
  };
  return (
    <Dialog open={open} onClose={onClose} title={t("floor.sheet")} wide>
      <div className={styles.sheet}>
        {refusal && (
          <Notice tone="error" onDismiss={onDismiss}>
            {refusal}
          </Notice>
        )}
        <h3 className={styles.head}>{t("floor.queue")}</h3>
        {/* One place for what the touch will do and what it has done: nothing below moves when it changes. */}
        <p className={styles.told} role="status">
          {out ? t("floor.declined", { name: out }) : queue.length > 0 && t("floor.declineHint")}
        </p>
        {queue.length === 0 ? (
          <p>{t("floor.noRequest")}</p>
        ) : (
          <ol>{queue.map((id, at) => row(id, at + 1))}</ol>
        )}
        <h3 className={styles.head}>{t("floor.here")}</h3>
        {here.length === 0 ? <p>{t("floor.nobodyElse")}</p> : <ul>{here.map((id) => row(id))}</ul>}
      </div>
    </Dialog>
  );
}
