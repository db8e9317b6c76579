// What lies where the page will be: an empty sheet while it comes, or why it does not come and what to do.
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { DownloadIcon } from "../../ui/Icon";
import { ErrorState } from "../../ui/State";
import { share } from "../papers/bytes";
import styles from "./Cover.module.css";
import shared from "./Reader.module.css";
import { atDesk, RoomLink } from "./RoomLink";
import type { PaperState } from "./usePaper";

export interface CoverProps {
  state: PaperState;
  size: number;
  /** The original, for those who may take it away. */
  url?: string;
  fileName: string;
  meeting: string;
  /** The server's picture of the page that will be here. */
  picture: string;
  /** Its width and height, once known. */
  shape?: readonly [number, number];
  onRetry(): void;
}

const PATIENCE_MS = 1_000;

export function Cover({ state, size, url, fileName, meeting, picture, shape, onRetry }: CoverProps) {
  const { t } = useTranslation();
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  const { failure, progress } = state;
  if (state.stage === "failed" && failure) {
    // The bytes are there but not readable here: another program may manage.
    const downloadable = url !== undefined && (failure === "broken" || failure === "locked");
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
                {t(atDesk() ? "reader.backDeskLong" : "reader.backLong")}
              </RoomLink>
            ) : undefined
          }
        />
      </div>
    );
  }
  return (
    <div className={styles.cover}>
      <div className={styles.sheet} style={shape && { aspectRatio: `${shape[0]} / ${shape[1]}` }}>
        <div className={styles.lines} />
        {shape && <Picture key={picture} address={picture} />}
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

/** Comes over the grey lines once it is there whole; a picture that does not come leaves them. */
function Picture({ address }: { address: string }) {
  const [state, setState] = useState<"coming" | "there" | "none">("coming");
  if (state === "none") return null;
  return (
    <img
      className={styles.picture}
      src={address}
      alt=""
      hidden={state === "coming"}
      onLoad={() => setState("there")}
      onError={() => setState("none")}
    />
  );
}
