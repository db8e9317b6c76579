// Creates a draft meeting and goes to its agenda.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../api/client";
import { useAct } from "../meeting/useAct";
import { kindsQuery } from "../people/directory";
import { FormDialog } from "./FormDialog";
import { type MeetingDraft, MeetingFields, startOf } from "./MeetingFields";
import { type Day, fullDate, today } from "./when";

export function CreateMeeting({ first, onClose }: { first: Day; onClose(): void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { data: kinds } = useQuery(kindsQuery);
  const now = today(Date.now());
  const [typed, setTyped] = useState<MeetingDraft>({
    kind: "",
    title: "",
    room: "",
    date: fullDate(first > now ? first : now),
    time: "08:00",
  });
  const [tried, setTried] = useState(false);
  // The first kind is offered as soon as the kinds are known.
  const draft = { ...typed, kind: typed.kind || kinds?.[0]?.code || "" };
  const create = useAct((starts_at: string, headers) =>
    api.POST("/api/meetings", {
      body: { kind: draft.kind, title: draft.title, room: draft.room, starts_at },
      headers,
    }),
  );
  const save = () => {
    setTried(true);
    const starts_at = startOf(draft);
    if (!starts_at) return;
    create.act(starts_at, ({ meeting_id }) => {
      void queries.invalidateQueries({ queryKey: ["meetings"] });
      void navigate({ to: "/desk/meetings/$meeting", params: { meeting: meeting_id } });
    });
  };
  return (
    <FormDialog
      title={t("desk.calendar.create")}
      save={t("desk.calendar.createAct")}
      busy={create.busy}
      refusal={create.refusal?.problem.field ? undefined : create.refusal}
      onSave={save}
      onClose={onClose}
    >
      <MeetingFields draft={draft} onChange={setTyped} tried={tried} refused={create.refusal?.problem} />
    </FormDialog>
  );
}
