// Writing a note, or reading and changing one: large letters, and who reads it said plainly.
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { MAX_NOTE } from "../../ink/op";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { PublishIcon, RemoveIcon } from "../../ui/Icon";
import { TextArea } from "../../ui/TextArea";
import styles from "./NoteDialog.module.css";

export interface NoteDialogProps {
  page: number;
  /** What it says so far; absent where it is new. */
  text?: string;
  onSave(text: string): void;
  onRemove(): void;
  /** Sends it to somebody; only what is written already. */
  onShare(): void;
  onClose(): void;
}

export function NoteDialog({ page, text, onSave, onRemove, onShare, onClose }: NoteDialogProps) {
  const { t } = useTranslation();
  const [words, setWords] = useState(text ?? "");
  const [wrong, setWrong] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const written = words.trim();
    if (written === "") return setWrong(true);
    onSave(written);
  };
  const fresh = text === undefined;
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={t(fresh ? "notes.dialog.fresh" : "notes.dialog.old", { page: String(page) })}
      description={t("notes.dialog.mine")}
    >
      <form className={styles.form} onSubmit={submit} noValidate>
        <TextArea
          label={t("notes.dialog.label")}
          rows={5}
          maxLength={MAX_NOTE}
          autoFocus
          value={words}
          error={wrong ? t("notes.dialog.empty") : undefined}
          onChange={(event) => {
            setWords(event.target.value);
            setWrong(false);
          }}
        />
        <div className={styles.acts}>
          {!fresh && (
            <>
              <Button icon={<RemoveIcon />} onClick={onRemove}>
                {t("notes.dialog.remove")}
              </Button>
              <Button icon={<PublishIcon />} disabled={words.trim() !== text} onClick={onShare}>
                {t("notes.dialog.share")}
              </Button>
            </>
          )}
          <Button type="submit" variant="primary">
            {t("notes.dialog.save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
