// A message that stays until someone touches it: nobody in a meeting should have to read fast.
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./Button";
import { DoneIcon, ErrorIcon, InfoIcon, WarningIcon } from "./Icon";
import styles from "./Notice.module.css";

export interface NoticeProps {
  tone?: "info" | "done" | "warning" | "error";
  title?: string;
  children?: ReactNode;
  onDismiss?(): void;
  /** One thing to do about it, before the dismiss button. */
  action?: ReactNode;
}

const icons = { info: InfoIcon, done: DoneIcon, warning: WarningIcon, error: ErrorIcon };

export function Notice({ tone = "info", title, children, onDismiss, action }: NoticeProps) {
  const { t } = useTranslation();
  const Icon = icons[tone];
  return (
    <div className={`${styles.notice} ${styles[tone]}`} role={tone === "error" ? "alert" : "status"}>
      <Icon className={styles.icon} />
      <div className={styles.text}>
        {title && <p className={styles.title}>{title}</p>}
        {children && <div>{children}</div>}
      </div>
      {action}
      {onDismiss && <Button onClick={onDismiss}>{t("common.dismiss")}</Button>}
    </div>
  );
}
