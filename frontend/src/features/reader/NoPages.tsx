// A paper that cannot be shown as pages: what it is, why, and that it can be taken along.
import { useTranslation } from "react-i18next";
import { DownloadIcon, PaperIcon } from "../../ui/Icon";
import { EmptyState } from "../../ui/State";
import { size } from "../papers/bytes";
import styles from "./Cover.module.css";
import shared from "./Reader.module.css";

interface NoPagesProps {
  fileName: string;
  bytes: number;
  /** The original, for those who may take it away. */
  url?: string;
  /** The server is still at it. */
  soon: boolean;
}

export function NoPages({ fileName, bytes, url, soon }: NoPagesProps) {
  const { t } = useTranslation();
  return (
    <div className={styles.failed}>
      <EmptyState
        icon={<PaperIcon size={48} />}
        title={t(soon ? "reader.noPages.soon" : "reader.noPages.title")}
        action={
          url && (
            <a className={shared.wayBack} href={url} download={fileName}>
              <DownloadIcon />
              {t("reader.noPages.download", { size: size(bytes) })}
            </a>
          )
        }
      >
        <p>
          <strong>{fileName}</strong>
        </p>
        <p>{t(soon ? "reader.noPages.soonDetail" : url ? "reader.noPages.detail" : "reader.noPages.ask")}</p>
      </EmptyState>
    </div>
  );
}
