// What the minutes are drawn from and what is left to fill in, beside their button; before the session, when there will be any.
import { useTranslation } from "react-i18next";
import type { MeetingView } from "../../live/frame";
import styles from "./MinutesCard.module.css";
import { SaveMinutes } from "./SaveMinutes";

interface Props {
  view: Pick<MeetingView, "meeting_id" | "can" | "phase">;
  /** On a tablet. */
  held?: boolean;
}

export function MinutesCard({ view, held }: Props) {
  const { t } = useTranslation();
  const can = view.can.includes("draft_minutes");
  return (
    <section className={styles.card} aria-labelledby="minutes-title">
      <div className={styles.words}>
        <h2 id="minutes-title" className={styles.title}>
          {t("minutes.title")}
        </h2>
        <p>{t(can ? "minutes.hint" : "minutes.notYet")}</p>
      </div>
      <SaveMinutes meeting={view.meeting_id} primary={view.phase === "closed"} large={held} disabled={!can} />
    </section>
  );
}
