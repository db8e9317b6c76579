// A question or form over the screen, with focus kept inside and our own words on its close button.
import { Dialog as Base } from "@base-ui/react/dialog";
import { type ReactNode, useRef } from "react";
import { useTranslation } from "react-i18next";
import styles from "./Dialog.module.css";
import { CloseIcon } from "./Icon";

export interface DialogProps {
  open: boolean;
  onClose(): void;
  title: string;
  description?: ReactNode;
  children?: ReactNode;
  /** The buttons, the primary last. */
  actions?: ReactNode;
  wide?: boolean;
  /** What has the focus first; otherwise the first thing that can. */
  initialFocus?(): HTMLElement | null | undefined;
}

export function Dialog({
  open,
  onClose,
  title,
  description,
  children,
  actions,
  wide = false,
  initialFocus,
}: DialogProps) {
  const { t } = useTranslation();
  // What had the focus before: a field of ours that takes it at once would hide that from the library.
  const before = useRef<{ open: boolean; focus: Element | null }>({ open: false, focus: null });
  if (open !== before.current.open)
    before.current = { open, focus: open ? document.activeElement : before.current.focus };
  const opener = () => {
    const there = before.current.focus;
    return there instanceof HTMLElement && there.isConnected && there !== document.body ? there : true;
  };
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={styles.veil} />
        <Base.Popup
          className={`${styles.popup} ${wide ? styles.wide : ""}`}
          initialFocus={initialFocus ? () => initialFocus() ?? true : undefined}
          finalFocus={opener}
        >
          <header className={styles.head}>
            <Base.Title className={styles.title}>{title}</Base.Title>
            <Base.Close className={styles.close} aria-label={t("common.close")}>
              <CloseIcon />
            </Base.Close>
          </header>
          {description && <Base.Description className={styles.description}>{description}</Base.Description>}
          <div className={styles.body}>{children}</div>
          {actions && <footer className={styles.actions}>{actions}</footer>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
