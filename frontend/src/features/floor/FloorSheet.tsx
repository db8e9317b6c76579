// Everybody the chair may give the floor: the whole queue first, then whoever is here and did not ask.
import { useTranslation } from "react-i18next";
import type { MeetingView } from "../../live/frame";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Notice } from "../../ui/Notice";
import { called } from "../agenda/titled";
import styles from "./FloorSheet.module.css";
import { queueOf, speakerOf } from "./floor";

export interface FloorSheetProps {
  open: boolean;
  onClose(): void;
  view: MeetingView;
  mayGive: boolean;
  refusal?: string;
  onDismiss(): void;
  onGive(to: string): void;
}

export function FloorSheet({ open, onClose, view, mayGive, refusal, onDismiss, onGive }: FloorSheetProps) {
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
        <li key={id} className={styles.row}>
          <span className={styles.place}>{place}</span>
          <p className={styles.who}>
            <span className={styles.name}>{called(person)}</span>
            <span className={styles.post}>{person.post}</span>
          </p>
          <Button
            size="bar"
            disabled={!mayGive}
            aria-label={t("floor.inviteOf", { name: person.name })}
            onClick={() => onGive(id)}
          >
            {t("floor.invite")}
          </Button>
        </li>
      )
    );
  };
  return (
    <Dialog open={open} onClose={onClose} title={t("floor.sheet")} wide>
      {refusal && (
        <Notice tone="error" onDismiss={onDismiss}>
          {refusal}
        </Notice>
      )}
      <h3 className={styles.head}>{t("floor.queue")}</h3>
      {queue.length === 0 ? <p>{t("floor.noRequest")}</p> : <ol>{queue.map((id, at) => row(id, at + 1))}</ol>}
      <h3 className={styles.head}>{t("floor.here")}</h3>
      {here.length === 0 ? <p>{t("floor.nobodyElse")}</p> : <ul>{here.map((id) => row(id))}</ul>}
    </Dialog>
  );
}
