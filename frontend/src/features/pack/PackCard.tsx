// "Tải bộ tài liệu": brings the papers onto this tablet before the meeting, and says how many are ready.
import { useTranslation } from "react-i18next";
import type { MeetingView } from "../../live/frame";
import { Button } from "../../ui/Button";
import { DoneIcon, DownloadIcon, LockIcon, RemoveIcon, StopIcon, WarningIcon } from "../../ui/Icon";
import { Notice } from "../../ui/Notice";
import { useSession } from "../signin/session";
import styles from "./PackCard.module.css";
import { usePack } from "./usePack";

export interface PackCardProps {
  meeting: string;
  papers: MeetingView["papers"] | undefined;
  offline: boolean;
}

export function PackCard({ meeting, papers, offline }: PackCardProps) {
  const { t } = useTranslation();
  const { paired } = useSession();
  const pack = usePack(meeting, papers, offline);
  const { state } = pack;
  const count = Object.keys(papers ?? {}).length;
  if (!paired || !papers || count === 0) return null;
  const never = state?.papers.filter(({ stage }) => stage === "never") ?? [];
  const failed = state?.papers.filter(({ stage }) => stage === "failed") ?? [];
  const whole = state !== undefined && state.ready === state.total;
  const { ready: earlier, total: earlierTotal } = state?.earlier ?? { ready: 0, total: 0 };
  const all = whole && earlier === earlierTotal;
  return (
    <section className={styles.card} aria-labelledby="pack">
      <h2 id="pack" className={styles.title}>
        {t("pack.title")}
      </h2>
      {state ? (
        <>
          <p className={styles.count} role="status">
            {whole && <DoneIcon className={styles.done} />}
            <strong>{t("pack.ready", { ready: state.ready, count: state.total })}</strong>
          </p>
          {state.running && (
            <progress
              className={styles.bar}
              aria-label={t("pack.progress")}
              value={state.ready + earlier + state.share}
              max={Math.max(1, state.total + earlierTotal)}
            />
          )}
          {whole && <p className={styles.detail}>{t("pack.readable")}</p>}
          {earlierTotal > 0 && (
            <p className={styles.detail}>
              {earlier === earlierTotal
                ? t("pack.earlier", { count: earlierTotal })
                : t("pack.earlierMissing", { ready: earlier, count: earlierTotal })}
            </p>
          )}
        </>
      ) : (
        <p className={styles.detail}>{t("pack.offer", { count, size: megabytes(papers) })}</p>
      )}
      {failed.map(({ id, title }) => (
        <div key={id} className={styles.failed}>
          <p>
            <WarningIcon className={styles.warning} />
            <span>{t("pack.failed", { title })}</span>
          </p>
          <Button aria-disabled={offline || undefined} onClick={() => !offline && pack.retry(id)}>
            {t("common.retry")}
          </Button>
        </div>
      ))}
      {never.length > 0 && (
        <p className={styles.never}>
          <LockIcon size={20} />
          <span>{t("pack.never", { count: never.length })}</span>
        </p>
      )}
      {state?.full && <Notice tone="warning">{t("pack.full")}</Notice>}
      {pack.refusal && <Notice tone="error">{pack.refusal.message}</Notice>}
      <div className={styles.actions}>
        {state?.running ? (
          <Button icon={<StopIcon size={20} />} onClick={pack.stop}>
            {t("pack.stop")}
          </Button>
        ) : (
          !all && (
            <Button
              icon={<DownloadIcon size={20} />}
              busy={pack.busy}
              aria-disabled={offline || undefined}
              onClick={() => !offline && pack.begin()}
            >
              {t(offline ? "pack.needsNetwork" : state && state.ready > 0 ? "pack.goOn" : "pack.begin")}
            </Button>
          )
        )}
        {state && !state.running && (
          <Button variant="quiet" icon={<RemoveIcon size={20} />} onClick={pack.erase}>
            {t("pack.erase")}
          </Button>
        )}
      </div>
      {state && (
        <label className={styles.allow}>
          <input
            type="checkbox"
            checked={pack.allowed}
            onChange={(event) => pack.allow(event.currentTarget.checked)}
          />
          <span>{t("pack.allow")}</span>
        </label>
      )}
    </section>
  );
}

function megabytes(papers: MeetingView["papers"]): number {
  const bytes = Object.values(papers).reduce((sum, { size }) => sum + size, 0);
  return Math.max(1, Math.round(bytes / 1_000_000));
}
