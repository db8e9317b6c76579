// What lies where the page will be: an empty sheet while it comes, or why it does not come and what to do.
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { DownloadIcon } from "../../ui/Icon";
import { ErrorState } from "../../ui/State";
import { share } from "../papers/bytes";
import styles from "./Cover.module.css";
import shared from "./Reader.module.css";
import { RoomLink } from "./RoomLink";
import type { PaperState } from "./usePaper";

export interface CoverProps {
  state: PaperState;
  size: number;
  url: string;
  fileName: string;
  meeting: string;
  onRetry(): void;
}

const PATIENCE_MS = 1_000;

export function Cover({ state, size, url, fileName, meeting, onRetry }: CoverProps) {
  const { t } = useTranslation();
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  const { failure, progress } = state;
  if (state.stage === "failed" && failure) {
    // The bytes are there but not readable here: another program may manage.
    const downloadable = failure === "broken" || failure === "locked";
    return (
      <div className={styles.failed}>
        <ErrorState
          error={new Error(t(`reader.failure.${failure}`))}
          title={t("reader.failure.title")}
          onRetry={failure === "missing" ? undefined : onRetry}
          action={
            downloadable ? (
              <a className={shared.wayBack} href={url} download={fileName}>
                <DownloadIcon />
                {t("reader.download")}
              </a>
            ) : failure === "missing" ? (
              <RoomLink meeting={meeting} className={shared.wayBack}>
                {t("reader.backLong")}
              </RoomLink>
            ) : undefined
          }
        />
      </div>
    );
  }
  return (
    <div className={styles.cover}>
      <div className={styles.sheet}>
        <div className={styles.lines} />
      </div>
      <p className={slow ? styles.words : "heard"} role="status">
        {t("reader.loading")}
        {slow && progress && progress.loaded < progress.total && (
          <span>
            {" "}
            {t("reader.loaded", { share: share(progress.loaded, Math.max(size, progress.total)) })}
          </span>
        )}
      </p>
    </div>
  );
}
