// Where a file stands, in words with a sign: how far it has come, or why it stays and what to do.
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import {
  CopyIcon,
  DoneIcon,
  ErrorIcon,
  OfflineIcon,
  ReadingIcon,
  RefreshIcon,
  UploadIcon,
  WaitIcon,
  WarningIcon,
} from "../../ui/Icon";
import { share } from "./bytes";
import type { IntakeRow, Stage } from "./intakeRows";
import styles from "./StageMark.module.css";

const signs: Record<Stage, typeof DoneIcon> = {
  queued: WaitIcon,
  sending: UploadIcon,
  cut: OfflineIcon,
  interrupted: WarningIcon,
  elsewhere: UploadIcon,
  waiting: WaitIcon,
  working: ReadingIcon,
  needs_password: WarningIcon,
  refused: ErrorIcon,
  failed: RefreshIcon,
  done: DoneIcon,
};

export function StageMark({ row }: { row: IntakeRow }) {
  const { t } = useTranslation();
  const { stage, received, size, done, total } = row;
  const Sign = signs[stage];
  const sending = stage === "sending" || stage === "elsewhere" || stage === "cut" || stage === "interrupted";
  const counted = stage === "working" && total !== undefined && total > 0;
  const words =
    stage === "working"
      ? t(`papers.intake.step.${row.step ?? "examine"}`)
      : t(`papers.intake.stage.${stage}`);
  return (
    <div className={styles.mark}>
      <Words tone={tones[stage]} sign={<Sign size={20} />}>
        {words}
      </Words>
      {sending && size > 0 && <span className={styles.count}>{share(received, size)}</span>}
      {counted && (
        <span className={styles.count}>{t("papers.intake.pageOf", { done: done ?? 0, total })}</span>
      )}
      {sending && <Bar value={received} max={size} label={row.name} />}
      {counted && <Bar value={done ?? 0} max={total} label={row.name} />}
      {stage === "working" && !counted && <Bar label={row.name} />}
      {(stage === "refused" || stage === "failed") && (
        <p className={styles.why} role="alert">
          {row.why}
        </p>
      )}
      {(stage === "cut" || stage === "interrupted") && (
        <p className={styles.why}>{t(`papers.intake.hint.${stage}`)}</p>
      )}
    </div>
  );
}

/** The same bytes are in the meeting already. */
export function DuplicateMark({ children }: { children: ReactNode }) {
  return (
    <Words tone="amber" sign={<CopyIcon size={20} />}>
      {children}
    </Words>
  );
}

const tones: Record<Stage, Tone> = {
  queued: "quiet",
  sending: "blue",
  cut: "amber",
  interrupted: "amber",
  elsewhere: "blue",
  waiting: "quiet",
  working: "blue",
  needs_password: "amber",
  refused: "red",
  failed: "red",
  done: "green",
};
type Tone = "quiet" | "blue" | "amber" | "red" | "green";

function Words({ tone, sign, children }: { tone: Tone; sign: ReactNode; children: ReactNode }) {
  return (
    <span className={`${styles.words} ${styles[tone]}`}>
      {sign}
      <span>{children}</span>
    </span>
  );
}

/** Without a value: under way, nobody knows how far. */
function Bar({ value, max, label }: { value?: number; max?: number; label: string }) {
  return <progress className={styles.bar} value={value} max={max || 1} aria-label={label} />;
}
