// Asks before something that cannot be undone; the question names the thing, the button names the act.
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Refusal } from "../../api/problem";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Notice } from "../../ui/Notice";

export interface ConfirmDialogProps {
  title: string;
  act: string;
  busy: boolean;
  refusal?: Refusal | null;
  onConfirm(): void;
  onClose(): void;
  children: ReactNode;
}

export function ConfirmDialog({
  title,
  act,
  busy,
  refusal,
  onConfirm,
  onClose,
  children,
}: ConfirmDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      description={children}
      actions={
        <>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button variant="danger" busy={busy} onClick={onConfirm}>
            {act}
          </Button>
        </>
      }
    >
      {refusal && <Notice tone="error">{refusal.message}</Notice>}
    </Dialog>
  );
}
