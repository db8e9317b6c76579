// One person who may be given the floor: their place in the queue, who they are, and the touch that invites them, or takes them out.
import type { MouseEvent } from "react";
import { useTranslation } from "react-i18next";
import type { MeetingView } from "../../live/frame";
import { Button } from "../../ui/Button";
import { called } from "../agenda/titled";
import styles from "./FloorRow.module.css";

export interface FloorRowProps {
  person?: MeetingView["attendees"]["people"][string];
  /** None for whoever did not ask. */
  place?: number;
  mayGive: boolean;
  onInvite(event: MouseEvent<HTMLButtonElement>): void;
  /** Takes them out of the queue; only where that is offered. */
  onDecline?(event: MouseEvent<HTMLButtonElement>): void;
  mayDecline?: boolean;
}

export function FloorRow({ person, place, mayGive, onInvite, onDecline, mayDecline }: FloorRowProps) {
  const { t } = useTranslation();
  return (
    <li className={styles.row}>
      <span className={styles.place}>{place}</span>
      <p className={styles.who}>
        <span className={styles.name}>{person && called(person)}</span>
        <span className={styles.post}>{person?.post}</span>
      </p>
      {onDecline && (
        <Button
          size="bar"
          className={styles.decline}
          disabled={!mayDecline}
          aria-label={t("floor.declineOf", { name: person?.name ?? "" })}
          onClick={onDecline}
        >
          {t("floor.decline")}
        </Button>
      )}
      <Button
        size="bar"
        className={styles.invite}
        disabled={!mayGive}
        aria-label={t("floor.inviteOf", { name: person?.name ?? "" })}
        onClick={onInvite}
      >
        {t("floor.invite")}
      </Button>
    </li>
  );
}
