// Leading at the chair's console: who asks, who leads and through what, and how to end it.
import { useRouter } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { MeetingView, Mine } from "../../live/frame";
import { Button } from "../../ui/Button";
import { Notice } from "../../ui/Notice";
import { paperFromChair } from "../reader/RoomLink";
import styles from "./LeadBox.module.css";
import { decides, leadOf } from "./lead";
import { useLeadWords } from "./leadWords";
import { useLeadActs } from "./useLeadActs";
import { useLeadMessage } from "./useLeadMessage";

export function LeadBox({ view, mine }: { view: MeetingView; mine: Mine }) {
  const { t } = useTranslation();
  const router = useRouter();
  const words = useLeadWords();
  const acts = useLeadActs(view.meeting_id);
  const open = (paper: string) => router.history.push(paperFromChair(view.meeting_id, paper));
  const message = useLeadMessage({ view, mine, acts, open });
  const lead = leadOf(view, mine);
  if (!lead && !message) return null;
  const paper = lead?.paper;
  return (
    <section className={styles.box} aria-labelledby="leading">
      <h2 id="leading" className={styles.head}>
        {t("follow.box")}
      </h2>
      {message ? (
        <div className={styles.message} role="status">
          <p className={styles.title}>{message.title}</p>
          {message.detail && <p>{message.detail}</p>}
          {message.actions && <div className={styles.acts}>{message.actions}</div>}
        </div>
      ) : (
        lead && (
          <>
            <p className={styles.title}>{words.leads(lead)}</p>
            {paper && <p>{view.papers[paper]?.title}</p>}
            <div className={styles.acts}>
              {paper && <Button onClick={() => open(paper)}>{t("follow.open")}</Button>}
              {(lead.mine || decides(view)) && (
                <Button busy={acts.busy} onClick={acts.end}>
                  {t("follow.stop")}
                </Button>
              )}
            </div>
          </>
        )
      )}
      {acts.refusal && (
        <Notice tone="error" onDismiss={acts.forget}>
          {acts.refusal.message}
        </Notice>
      )}
    </section>
  );
}
