// One paper: number, title and symbol, who submitted it, version and length, and what can be done with it.
import { useTranslation } from "react-i18next";
import { clock, date, day } from "../../i18n/time";
import { useView } from "../../live/live.react";
import { Button } from "../../ui/Button";
import { DoneIcon } from "../../ui/Icon";
import page from "../desk/Page.module.css";
import { FileButton } from "./FileButton";
import styles from "./PaperRow.module.css";
import { fileAddress, type Paper } from "./papersApi";
import { UploadProgress, UploadWork } from "./UploadRow";
import type { RunningUpload } from "./uploadQueue";

interface PaperRowProps {
  id: string;
  paper: Paper;
  /** "2.1" */
  number: string;
  can: boolean;
  /** The new version on its way. */
  upload?: RunningUpload;
  onReplace(file: File): void;
  onEdit(): void;
  onWithdraw(): void;
}

export function PaperRow({ id, paper, number, can, upload, onReplace, onEdit, onWithdraw }: PaperRowProps) {
  const { t } = useTranslation();
  const meeting = useView((view) => view.meeting_id);
  const { updated_at } = paper;
  const when = day(updated_at) === day(Date.now()) ? clock(updated_at) : date(updated_at);
  return (
    <tr>
      <td>{number}</td>
      <td>
        <span className={styles.title}>{paper.title}</span>
        {paper.symbol && (
          <span className={page.sub}>{t("desk.papers.symbolOf", { symbol: paper.symbol })}</span>
        )}
      </td>
      <td>{paper.unit}</td>
      <td>
        {t("desk.papers.versionOf", { version: paper.version })}
        <span className={styles.note}>{t("desk.papers.pages", { count: paper.pages })}</span>
      </td>
      <td>
        {upload ? (
          <UploadProgress upload={upload} />
        ) : (
          <>
            <span className={styles.ready}>
              <DoneIcon size={20} />
              {t("desk.papers.readyState")}
            </span>
            <span className={styles.note}>
              {paper.version > 1
                ? t("desk.papers.replacedAt", { version: paper.version - 1, when })
                : t("desk.papers.receivedAt", { when })}
            </span>
          </>
        )}
      </td>
      <td className={styles.work}>
        {upload ? (
          <UploadWork upload={upload} />
        ) : (
          <>
            <a
              className={styles.open}
              href={fileAddress(meeting, id, paper)}
              target="_blank"
              rel="noopener"
              aria-label={t("desk.papers.openOf", { number })}
            >
              {t("desk.papers.open")}
            </a>
            {can && (
              <>
                <FileButton
                  label={t("desk.papers.replaceOf", { number })}
                  onFiles={([file]) => file && onReplace(file)}
                >
                  {t("desk.papers.replace")}
                </FileButton>
                <Button variant="quiet" aria-label={t("desk.papers.editOf", { number })} onClick={onEdit}>
                  {t("desk.edit")}
                </Button>
                <Button
                  variant="quiet"
                  aria-label={t("desk.papers.withdrawOf", { number })}
                  onClick={onWithdraw}
                >
                  {t("desk.papers.withdraw")}
                </Button>
              </>
            )}
          </>
        )}
      </td>
    </tr>
  );
}
