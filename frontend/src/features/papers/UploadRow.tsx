// A file on its way: how many bytes have left, a stop, and if it was refused, why and what can be done.
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/Button";
import { ErrorIcon, RefreshIcon, UploadIcon, WaitIcon } from "../../ui/Icon";
import { share, size } from "./bytes";
import { useUploads } from "./RunningUploads";
import styles from "./UploadRow.module.css";
import type { RunningUpload } from "./uploadQueue";

export function UploadRow({ upload }: { upload: RunningUpload }) {
  const failed = upload.state === "failed";
  return (
    <tr className={failed ? styles.failedRow : ""}>
      <td />
      <td className={styles.name} colSpan={failed ? 1 : 2}>
        {upload.file.name}
      </td>
      {!failed && <td>{size(upload.file.size)}</td>}
      <td colSpan={failed ? 3 : 1}>
        <UploadProgress upload={upload} />
      </td>
      <td className={styles.work}>
        <UploadWork upload={upload} />
      </td>
    </tr>
  );
}

export function UploadProgress({ upload }: { upload: RunningUpload }) {
  const { t } = useTranslation();
  const { state, sent, file, why } = upload;
  if (state === "failed") {
    return (
      <div role="alert">
        <span className={styles.failed}>
          <ErrorIcon size={20} />
          {t("desk.papers.refused")}
        </span>
        <span className={styles.why}>{why}</span>
      </div>
    );
  }
  if (state === "waiting") {
    return (
      <span className={styles.waiting}>
        <WaitIcon size={20} />
        {t("desk.papers.waiting")}
      </span>
    );
  }
  return (
    <div className={styles.progress}>
      <span className={styles.sending}>
        <UploadIcon size={20} />
        {t(state === "checking" ? "desk.papers.checking" : "desk.papers.sending")}
      </span>
      {state === "sending" && <span>{share(sent, file.size)}</span>}
      <progress className={styles.bar} max={file.size} value={sent} aria-label={file.name} />
    </div>
  );
}

export function UploadWork({ upload }: { upload: RunningUpload }) {
  const { t } = useTranslation();
  const { queue } = useUploads();
  const { name } = upload.file;
  if (upload.state !== "failed") {
    return (
      <Button
        variant="quiet"
        aria-label={t("desk.papers.stopOf", { file: name })}
        onClick={() => queue.stop(upload.key)}
      >
        {t("desk.papers.stop")}
      </Button>
    );
  }
  return (
    <>
      <Button
        variant="quiet"
        icon={<RefreshIcon size={20} />}
        aria-label={t("desk.papers.retryOf", { file: name })}
        onClick={() => queue.retry(upload.key)}
      >
        {t("common.retry")}
      </Button>
      <Button
        variant="quiet"
        aria-label={t("desk.papers.dropOf", { file: name })}
        onClick={() => queue.stop(upload.key)}
      >
        {t("desk.papers.drop")}
      </Button>
    </>
  );
}
