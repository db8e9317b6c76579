// The two acts that cannot be taken back are asked about first: ending the session, and opening it without a quorum.
import { useTranslation } from "react-i18next";
import type { MeetingView } from "../../live/frame";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";

export type Question = "open" | "close";

export interface QuestionsProps {
  view: MeetingView;
  question?: Question;
  onAnswer(yes: boolean): void;
}

export function Questions({ view, question, onAnswer }: QuestionsProps) {
  const { t } = useTranslation();
  const { quorum } = view.attendance;
  const pending = view.agenda.order.filter((id) => {
    const item = view.agenda.items[id];
    return item?.kind === "matter" && item.state === "pending";
  }).length;
  return (
    <>
      <Dialog
        open={question === "close"}
        onClose={() => onAnswer(false)}
        title={t("chair.closing.title")}
        description={t("chair.closing.detail")}
        actions={
          <>
            <Button size="bar" onClick={() => onAnswer(false)}>
              {t("chair.closing.stay")}
            </Button>
            <Button size="bar" variant="primary" onClick={() => onAnswer(true)}>
              {t("chair.closing.confirm")}
            </Button>
          </>
        }
      >
        {pending > 0 ? t("chair.closing.pending", { count: pending }) : null}
      </Dialog>
      <Dialog
        open={question === "open"}
        onClose={() => onAnswer(false)}
        title={t("chair.before.shortTitle")}
        description={quorum && t("chair.before.shortDetail", { ...quorum })}
        actions={
          <>
            <Button size="bar" onClick={() => onAnswer(false)}>
              {t("chair.before.wait")}
            </Button>
            <Button size="bar" variant="primary" onClick={() => onAnswer(true)}>
              {t("chair.before.openAnyway")}
            </Button>
          </>
        }
      />
    </>
  );
}
