// The red band with the gold line every screen but the wall begins with.
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import styles from "./Header.module.css";

export interface HeaderProps {
  title?: string;
  /** In the brand's place: a way back, for instance. */
  lead?: ReactNode;
  /** Right-hand side: connection, clock, account. */
  children?: ReactNode;
}

export function Header({ title, lead, children }: HeaderProps) {
  const { t } = useTranslation();
  return (
    <header className={`${styles.header} on-dark`}>
      {lead ?? <span className={styles.brand}>{t("common.product")}</span>}
      {title && <p className={styles.title}>{title}</p>}
      <div className={styles.end}>{children}</div>
    </header>
  );
}
