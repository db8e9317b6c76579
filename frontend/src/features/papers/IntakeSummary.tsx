// The whole batch in one line with a bar: how much is done, and what waits for the secretary, one touch away.
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/Button";
import { DoneIcon, UploadIcon, WarningIcon } from "../../ui/Icon";
import { rowId } from "./IntakeRow";
import styles from "./IntakeSummary.module.css";
import { type Stage, summary } from "./intakeRows";
import { dropIntake } from "./intakesApi";
import { useIntakeAct, useIntakes } from "./RunningUploads";

export function IntakeSummary() {
  const { t } = useTranslation();
  const { rows, now } = useIntakes();
  const clear = useIntakeAct((meeting) => (ids: string[]) => Promise.all(ids.map(dropIntake(meeting))));
  const visited = useRef<string>(undefined);
  const sum = summary(rows, now);
  if (!sum) return null;
  const { total, done, moving, share, stuck } = sum;
  const ended = rows.flatMap(({ stage, intake }) => (stage === "done" && intake ? [intake] : []));
  const Sign = stuck.length > 0 ? WarningIcon : moving > 0 ? UploadIcon : DoneIcon;
  /** The next one of a kind, and after the last the first again. */
  const show = (stage: Stage) => {
    const kind = rows.filter((row) => row.stage === stage);
    const next = kind[(kind.findIndex(({ key }) => key === visited.current) + 1) % kind.length];
    const place = next && document.getElementById(rowId(next));
    if (!place) return;
    visited.current = next.key;
    place.scrollIntoView({ block: "center" });
    const what = place.querySelector<HTMLElement>("input:not([hidden]), td:last-child button") ?? place;
    what.focus({ preventScroll: true });
  };
  return (
    <section className={styles.summary} aria-label={t("papers.intake.summary.label")}>
      <div className={styles.line}>
        <p className={styles.count} role="status">
          <Sign size={24} className={styles[stuck.length > 0 ? "amber" : moving > 0 ? "blue" : "green"]} />
          <strong>{t("papers.intake.summary.done", { done, count: total })}</strong>
          {moving > 0 && <span>{t("papers.intake.summary.moving", { count: moving })}</span>}
        </p>
        {stuck.map(({ stage, count }) => (
          <Button key={stage} className={styles.stuck} onClick={() => show(stage)}>
            {t(`papers.intake.summary.${stage as "refused"}`, { count })}
          </Button>
        ))}
        {moving === 0 && ended.length > 0 && (
          <Button
            variant="quiet"
            className={styles.clear}
            busy={clear.isPending}
            onClick={() => clear.mutate(ended)}
          >
            {t("papers.intake.summary.clear")}
          </Button>
        )}
      </div>
      <progress className={styles.bar} value={share} max={1} aria-label={t("papers.intake.summary.label")} />
    </section>
  );
}
