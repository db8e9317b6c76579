// One attendee: role, vote, seat and presence, each changed where it stands.
import { useTranslation } from "react-i18next";
import { clock } from "../../i18n/time";
import { useView } from "../../live/live.react";
import { Button } from "../../ui/Button";
import { PairIcon, RemoveIcon } from "../../ui/Icon";
import { Select } from "../../ui/Select";
import { EditClash } from "../desk/EditClash";
import { InlineField } from "../desk/InlineField";
import page from "../desk/Page.module.css";
import { useEdit } from "../desk/useEdit";
import { useAct } from "../meeting/useAct";
import { called } from "../people/directory";
import styles from "./AttendeesTab.module.css";
import {
  type Attendee,
  editAttendee,
  markAttendance,
  type PlaceFields,
  placeFields,
  ROLES,
} from "./attendeesApi";

interface AttendeeRowProps {
  id: string;
  place: number;
  attendee: Attendee;
  edits: boolean;
  marks: boolean;
  onPair(): void;
  onRemove(): void;
}

export function AttendeeRow({ id, place, attendee, edits, marks, onPair, onRemove }: AttendeeRowProps) {
  const { t } = useTranslation();
  const meeting = useView((view) => view.meeting_id);
  const edit = useEdit(placeFields, editAttendee(meeting, id));
  const mark = useAct(markAttendance(meeting, id));
  const { name } = attendee;
  const change = (part: Partial<PlaceFields>, after?: () => void) =>
    edit.save({ base: attendee, draft: { ...placeFields(attendee), ...part } }, after);
  const say = (field: keyof PlaceFields, value: unknown) => {
    if (field === "role") return t(`common.role.${value as PlaceFields["role"]}`);
    if (field === "votes") return t(value ? "desk.attendees.votesYes" : "desk.attendees.votesNo");
    return String(value ?? "");
  };
  const presence = attendee.present
    ? t("desk.attendees.presentAt", { time: attendee.present_at ? clock(attendee.present_at) : "" })
    : t("desk.attendees.absent");
  return (
    <tr>
      <td>{place}</td>
      <td>
        <strong>{called(attendee)}</strong>
        <span className={page.sub}>{attendee.post}</span>
        {(edit.refusal ?? mark.refusal) && (
          <span className={styles.refused} role="alert">
            {(edit.refusal ?? mark.refusal)?.message}
          </span>
        )}
        <EditClash edit={edit} label={(field) => t(`desk.attendees.field.${field}`)} say={say} />
      </td>
      <td>
        {edits ? (
          <Select
            hideLabel
            label={t("desk.attendees.roleOf", { name })}
            value={attendee.role}
            options={ROLES.map((role) => ({ value: role, label: t(`common.role.${role}`) }))}
            onChange={(role) => change({ role })}
          />
        ) : (
          t(`common.role.${attendee.role}`)
        )}
      </td>
      <td>
        {edits ? (
          <label className={styles.check}>
            <input
              type="checkbox"
              aria-label={t("desk.attendees.votesOf", { name })}
              checked={attendee.votes}
              onChange={(event) => change({ votes: event.target.checked })}
            />
            <span aria-hidden="true">{attendee.votes ? t("desk.attendees.votesYes") : ""}</span>
          </label>
        ) : (
          say("votes", attendee.votes)
        )}
      </td>
      <td>
        {edits ? (
          <InlineField
            label={t("desk.attendees.seatOf", { name })}
            value={attendee.seat ?? ""}
            onSave={(seat, done) => change({ seat }, done)}
            onForget={edit.forget}
            width="seat"
            maxLength={120}
          />
        ) : (
          attendee.seat
        )}
      </td>
      <td>
        {marks ? (
          <label className={styles.check}>
            <input
              type="checkbox"
              aria-label={t("desk.attendees.presentOf", { name })}
              checked={attendee.present}
              onChange={(event) => mark.act(event.target.checked)}
            />
            <span aria-hidden="true" className={attendee.present ? styles.yes : ""}>
              {presence}
            </span>
          </label>
        ) : (
          presence
        )}
      </td>
      <td className={styles.work}>
        <Button
          variant="quiet"
          icon={<PairIcon size={20} />}
          aria-label={t("desk.attendees.pairOf", { name })}
          onClick={onPair}
        >
          {t("desk.attendees.pair")}
        </Button>
        {edits && (
          <Button
            variant="quiet"
            icon={<RemoveIcon size={20} />}
            aria-label={t("desk.attendees.removeOf", { name })}
            onClick={onRemove}
          >
            {t("desk.remove")}
          </Button>
        )}
      </td>
    </tr>
  );
}
