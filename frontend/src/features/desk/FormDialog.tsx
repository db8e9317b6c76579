// A dialog that holds one form: Enter saves it, a refusal stands above the buttons, and what was typed stays.
import { type ReactNode, useId, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Refusal } from "../../api/problem";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Notice } from "../../ui/Notice";
import styles from "./FormDialog.module.css";

export interface FormDialogProps {
  title: string;
  description?: ReactNode;
  save: string;
  busy: boolean;
  refusal?: Refusal | null;
  wide?: boolean;
  onSave(): void;
  onClose(): void;
  children: ReactNode;
}

export function FormDialog(props: FormDialogProps) {
  const { t } = useTranslation();
  const form = useId();
  const fields = useRef<HTMLFormElement>(null);
  return (
    <Dialog
      open
      wide={props.wide}
      onClose={props.onClose}
      title={props.title}
      description={props.description}
      initialFocus={() => fields.current?.querySelector<HTMLElement>("input, textarea, button")}
      actions={
        <>
          <Button onClick={props.onClose}>{t("common.cancel")}</Button>
          <Button variant="primary" type="submit" form={form} busy={props.busy}>
            {props.save}
          </Button>
        </>
      }
    >
      <form
        id={form}
        ref={fields}
        noValidate
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          props.onSave();
        }}
      >
        {props.children}
        {props.refusal && <Notice tone="error">{props.refusal.message}</Notice>}
      </form>
    </Dialog>
  );
}
