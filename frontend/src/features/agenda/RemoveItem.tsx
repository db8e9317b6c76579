// Takes an item off the agenda, after saying what goes with it.
import { useTranslation } from "react-i18next";
import { useView } from "../../live/live.react";
import { ConfirmDialog } from "../desk/ConfirmDialog";
import { useAct } from "../meeting/useAct";
import { removeItem } from "./agendaApi";

export function RemoveItem({ id, onClose }: { id: string; onClose(): void }) {
  const { t } = useTranslation();
  const meeting = useView((view) => view.meeting_id);
  const item = useView((view) => view.agenda.items[id]);
  const remove = useAct(removeItem(meeting));
  if (!item) return null;
  return (
    <ConfirmDialog
      title={t("desk.agenda.removeTitle")}
      act={t("desk.agenda.removeAct")}
      busy={remove.busy}
      refusal={remove.refusal}
      onClose={onClose}
      onConfirm={() => remove.act(id, onClose)}
    >
      {item.title}.{" "}
      {item.papers.length > 0
        ? t("desk.agenda.removePapers", { count: item.papers.length })
        : t("desk.agenda.removePlain")}
    </ConfirmDialog>
  );
}
