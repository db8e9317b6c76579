// The SHA-256 of a file, on demand: short to compare by eye, whole to copy.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { CopyIcon, DoneIcon } from "../../ui/Icon";
import styles from "./Checksum.module.css";
import { copyText } from "./copyText";

export function Checksum({ hash, file }: { hash: string; file: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [copied, setCopied] = useState(false);
  return (
    <span className={styles.checksum}>
      <button
        type="button"
        className={styles.act}
        aria-expanded={open}
        aria-label={t("papers.checksum.showOf", { file })}
        onClick={() => setOpen(!open)}
      >
        {t("papers.checksum.show")}
      </button>
      {open && (
        <>
          <code title={hash}>
            <span aria-hidden="true">{`${hash.slice(0, 8)}…${hash.slice(-8)}`}</span>
            <span className="heard">{hash}</span>
          </code>
          <button
            type="button"
            className={styles.act}
            aria-label={t("papers.checksum.copyOf", { file })}
            onClick={() => void copyText(hash).then(setCopied)}
          >
            {copied ? <DoneIcon size={18} /> : <CopyIcon size={18} />}
            <span role="status">{t(copied ? "papers.checksum.copied" : "papers.checksum.copy")}</span>
          </button>
        </>
      )}
    </span>
  );
}
