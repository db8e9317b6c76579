// Changes the frame of a meeting: kind, title, room, day and hour.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { clock, date } from "../../i18n/time";
import { useView } from "../../live/live.react";
import { kindsQuery } from "../people/directory";
import { EditClash } from "./EditClash";
import { FormDialog } from "./FormDialog";
import { type MeetingDraft, MeetingFields, startOf } from "./MeetingFields";
import { editMeeting, meetingFields } from "./meetingApi";
import { useEdit } from "./useEdit";

export function EditMeeting({ onClose }: { onClose(): void }) {
  const { t } = useTranslation();
  const live = useView((view) => view);
  const [base] = useState(live);
  const { data: kinds = [] } = useQuery(kindsQuery);
  const [draft, setDraft] = useState<MeetingDraft>({
    kind: base.kind,
    title: base.title,
    room: base.room,
    date: date(base.starts_at),
    time: clock(base.starts_at),
  });
  const [tried, setTried] = useState(false);
  const edit = useEdit(meetingFields, editMeeting(base.meeting_id));
  const save = () => {
    setTried(true);
    const starts_at = startOf(draft);
    if (!starts_at) return;
    const { kind, title, room } = draft;
    edit.save({ base, draft: { kind, title, room, starts_at } }, onClose);
  };
  const say = (field: keyof ReturnType<typeof meetingFields>, value?: string) => {
    if (!value) return "";
    if (field === "starts_at") return `${date(value)}, ${clock(value)}`;
    return field === "kind" ? kinds.find((kind) => kind.code === value)?.name : value;
  };
  return (
    <>
      <FormDialog
        title={t("desk.meeting.edit")}
        save={t("common.save")}
        busy={edit.busy}
        refusal={edit.refusal?.problem.field ? undefined : edit.refusal}
        onSave={save}
        onClose={onClose}
      >
        <MeetingFields draft={draft} onChange={setDraft} tried={tried} refused={edit.refusal?.problem} />
      </FormDialog>
      <EditClash edit={edit} label={(field) => t(`desk.meeting.field.${field}`)} say={say} after={onClose} />
    </>
  );
}
