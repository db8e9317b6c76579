// Asks for a page number, with the two ends of the paper one tap away.
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Field } from "../../ui/Field";
import styles from "./GoTo.module.css";

export interface GoToProps {
  open: boolean;
  page: number;
  pages: number;
  onClose(): void;
  onGo(page: number): void;
}

export function GoTo({ open, pages, onClose, onGo }: GoToProps) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const [wrong, setWrong] = useState(false);
  const total = String(pages);
  const close = () => {
    setText("");
    setWrong(false);
    onClose();
  };
  const go = (page: number) => {
    onGo(page);
    close();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const page = Number(text.trim());
    if (Number.isInteger(page) && page >= 1 && page <= pages) go(page);
    else setWrong(true);
  };
  return (
    <Dialog open={open} onClose={close} title={t("reader.goTo")}>
      <form className={styles.form} onSubmit={submit} noValidate>
        <Field
          label={t("reader.goToLabel", { total })}
          inputMode="numeric"
          autoComplete="off"
          autoFocus
          value={text}
          error={wrong ? t("reader.goToWrong", { total }) : undefined}
          onChange={(event) => {
            setText(event.target.value);
            setWrong(false);
          }}
        />
        <div className={styles.acts}>
          <Button onClick={() => go(1)}>{t("reader.firstPage")}</Button>
          <Button onClick={() => go(pages)}>{t("reader.lastPage")}</Button>
          <Button type="submit" variant="primary">
            {t("reader.goToAct")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
