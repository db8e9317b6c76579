// The three ways a screen can have nothing to show yet: empty, failed, loading. Each says what to do next.
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Refusal } from "../api/problem";
import { Button } from "./Button";
import { ErrorIcon, RefreshIcon } from "./Icon";
import styles from "./State.module.css";

export interface EmptyStateProps {
  icon?: ReactNode;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}

export function EmptyState({ icon, title, children, action }: EmptyStateProps) {
  return (
    <div className={styles.state}>
      {icon && <div className={styles.icon}>{icon}</div>}
      <p className={styles.title}>{title}</p>
      {children && <div className={styles.text}>{children}</div>}
      {action}
    </div>
  );
}

export interface ErrorStateProps {
  /** A Refusal's message is shown as it is: the server wrote it in the reader's language. */
  error: Error;
  title?: string;
  onRetry?(): void;
  action?: ReactNode;
}

export function ErrorState({ error, title, onRetry, action }: ErrorStateProps) {
  const { t } = useTranslation();
  const away = !title && error instanceof Refusal && error.code === "unreachable";
  return (
    <div className={styles.state} role="alert">
      <div className={styles.icon}>
        <ErrorIcon size={48} />
      </div>
      <p className={styles.title}>{title ?? t(away ? "common.unreachable" : "common.failed")}</p>
      <div className={styles.text}>{away ? t("common.unreachableNext") : error.message}</div>
      {onRetry && (
        <Button onClick={onRetry} icon={<RefreshIcon />}>
          {t("common.retry")}
        </Button>
      )}
      {action}
    </div>
  );
}

/** Grey bars where the content will be; the word is for those who listen. */
export function Loading({ rows = 4 }: { rows?: number }) {
  const { t } = useTranslation();
  return (
    <div className={styles.loading} role="status">
      <span className="heard">{t("common.loading")}</span>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the bars are all alike and never move
        <div key={row} className={styles.bar} />
      ))}
    </div>
  );
}
