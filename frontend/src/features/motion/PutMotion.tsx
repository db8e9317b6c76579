// Opening a vote: the question as it will stand on the wall, and the time announced for it. The item's title is a question already.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { MeetingView } from "../../live/frame";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { VoteIcon } from "../../ui/Icon";
import { Notice } from "../../ui/Notice";
import { Segments } from "../../ui/Segments";
import { TextArea } from "../../ui/TextArea";
import { voters } from "./motion";
import styles from "./PutMotion.module.css";
import type { useMotionActs } from "./useMotionActs";

const LIMITS = ["1", "2", "5", "none"] as const;
type Limit = (typeof LIMITS)[number];

export interface PutMotionProps {
  view: MeetingView;
  item: string;
  open: boolean;
  onClose(): void;
  acts: ReturnType<typeof useMotionActs>;
}

export function PutMotion({ view, item, open, onClose, acts }: PutMotionProps) {
  const { t } = useTranslation();
  const [question, setQuestion] = useState(view.agenda.items[item]?.title ?? "");
  const [limit, setLimit] = useState<Limit>("2");
  const put = () =>
    acts.act({ do: "put", item, question, ...(limit === "none" ? {} : { minutes: Number(limit) }) }, onClose);
  return (
    <Dialog
      open={open}
      onClose={() => {
        acts.forget();
        onClose();
      }}
      title={t("motion.putTitle")}
      description={t("motion.willVote", { ...voters(view) })}
      wide
      actions={
        <Button size="bar" variant="primary" icon={<VoteIcon />} busy={acts.doing === "put"} onClick={put}>
          {t("motion.put")}
        </Button>
      }
    >
      <div className={styles.form}>
        <TextArea
          label={t("motion.question")}
          hint={t("motion.questionHint")}
          value={question}
          maxLength={250}
          onChange={(event) => setQuestion(event.target.value)}
        />
        <div>
          <p className={styles.label}>{t("motion.limit")}</p>
          <Segments<Limit>
            label={t("motion.limit")}
            value={limit}
            onChange={setLimit}
            options={LIMITS.map((value) => ({
              value,
              text: value === "none" ? t("motion.unlimited") : t("motion.minutes", { count: Number(value) }),
            }))}
          />
        </div>
        {acts.refusal && (
          <Notice tone="error" onDismiss={acts.forget}>
            {acts.refusal.message}
          </Notice>
        )}
      </div>
    </Dialog>
  );
}
