// A panel beside the page, or over it where there is no room beside: one at a time, closed by its own button or Escape.
import { type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { CloseIcon } from "../../ui/Icon";
import styles from "./Panel.module.css";

interface PanelProps {
  title: string;
  onClose(): void;
  children: ReactNode;
}

export function Panel({ title, onClose, children }: PanelProps) {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // A field that asks for the focus keeps it.
    if (!heading.current?.closest("section")?.contains(document.activeElement)) heading.current?.focus();
  }, []);
  return (
    <section
      className={styles.panel}
      aria-label={title}
      onKeyDown={(event) => {
        if (event.key === "Escape") onClose();
      }}
    >
      <header className={styles.head}>
        <h2 ref={heading} tabIndex={-1} className={styles.title}>
          {title}
        </h2>
        <button type="button" className={styles.close} aria-label={t("common.close")} onClick={onClose}>
          <CloseIcon />
        </button>
      </header>
      <div className={styles.body}>{children}</div>
    </section>
  );
}
