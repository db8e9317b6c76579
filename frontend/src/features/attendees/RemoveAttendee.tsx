// Takes a person off the list of the meeting.
import { useTranslation } from "react-i18next";
import { useView } from "../../live/live.react";
import { ConfirmDialog } from "../desk/ConfirmDialog";
import { useAct } from "../meeting/useAct";
import { called } from "../people/directory";
import { removeAttendee } from "./attendeesApi";

export function RemoveAttendee({ id, onClose }: { id: string; onClose(): void }) {
  const { t } = useTranslation();
  const meeting = useView((view) => view.meeting_id);
  const attendee = useView((view) => view.attendees.people[id]);
  const remove = useAct(removeAttendee(meeting));
  if (!attendee) return null;
  return (
    <ConfirmDialog
      title={t("desk.attendees.removeTitle")}
      act={t("desk.attendees.removeAct")}
      busy={remove.busy}
      refusal={remove.refusal}
      onClose={onClose}
      onConfirm={() => remove.act(id, onClose)}
    >
      {called(attendee)}, {attendee.post}. {t("desk.attendees.removeHint")}
    </ConfirmDialog>
  );
}
