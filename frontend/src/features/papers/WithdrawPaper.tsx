// Withdraws a paper: it leaves every tablet at once.
import { useTranslation } from "react-i18next";
import { useView } from "../../live/live.react";
import { ConfirmDialog } from "../desk/ConfirmDialog";
import { useAct } from "../meeting/useAct";
import { withdrawPaper } from "./papersApi";

export function WithdrawPaper({ id, onClose }: { id: string; onClose(): void }) {
  const { t } = useTranslation();
  const meeting = useView((view) => view.meeting_id);
  const paper = useView((view) => view.papers[id]);
  const withdraw = useAct(withdrawPaper(meeting));
  if (!paper) return null;
  return (
    <ConfirmDialog
      title={t("desk.papers.withdrawTitle")}
      act={t("desk.papers.withdrawAct")}
      busy={withdraw.busy}
      refusal={withdraw.refusal}
      onClose={onClose}
      onConfirm={() => withdraw.act(id, onClose)}
    >
      {paper.title}. {t("desk.papers.withdrawHint")}
    </ConfirmDialog>
  );
}
