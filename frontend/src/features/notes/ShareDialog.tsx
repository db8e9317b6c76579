// Shares one note as a remark, on purpose: who will read it, and under whose name, is said before it goes.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { boxOf } from "../../ink/geometry";
import type { LogKey, Mark } from "../../ink/op";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { PublishIcon } from "../../ui/Icon";
import { newRemark, type RemarkTo, remarksQuery, sendRemark } from "./remarksApi";
import styles from "./ShareDialog.module.css";

export interface ShareDialogProps {
  log: LogKey;
  note: Mark;
  onClose(): void;
}

export function ShareDialog({ log, note, onClose }: ShareDialogProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { meeting, paper, hash } = log;
  const known = useQuery(remarksQuery(meeting, paper));
  const drafter = known.data?.drafter;
  const [chosen, setChosen] = useState<RemarkTo>();
  const to = chosen ?? (drafter ? undefined : "secretariat");
  const [state, setState] = useState<"asking" | "sending" | "sent">("asking");
  const [wrong, setWrong] = useState<string>();
  const remark = useRef<ReturnType<typeof newRemark>>(undefined);
  const send = async () => {
    if (!to) return setWrong(t("notes.share.choose"));
    const [left = 0, top = 0, right = 0, bottom = 0] = boxOf(note) ?? [];
    const area: [number, number, number, number] = [left, top, right - left, bottom - top];
    if (remark.current?.to !== to) {
      remark.current = newRemark({ hash, page: note.page, area, text: note.text ?? "", to });
    }
    setState("sending");
    setWrong(undefined);
    try {
      await sendRemark(meeting, paper, remark.current);
      await queries.invalidateQueries({ queryKey: remarksQuery(meeting, paper).queryKey });
      setState("sent");
    } catch (error) {
      setWrong((error as Error).message);
      setState("asking");
    }
  };
  if (state === "sent") {
    return (
      <Dialog
        open
        onClose={onClose}
        title={t("notes.share.sent")}
        actions={
          <Button variant="primary" onClick={onClose}>
            {t("notes.share.close")}
          </Button>
        }
      >
        <p>{t("notes.share.sentDetail")}</p>
      </Dialog>
    );
  }
  const options: { value: RemarkTo; label: string }[] = [
    ...(drafter ? [{ value: "drafter" as const, label: t("notes.share.drafter", { unit: drafter }) }] : []),
    { value: "secretariat", label: t("notes.share.secretariat") },
  ];
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={t("notes.share.title", { page: String(note.page) })}
      description={t("notes.share.detail")}
      actions={
        <Button
          variant="primary"
          icon={<PublishIcon />}
          busy={state === "sending"}
          onClick={() => void send()}
        >
          {t("notes.share.send")}
        </Button>
      }
    >
      <blockquote className={styles.text}>{note.text}</blockquote>
      <fieldset className={styles.options}>
        <legend>{t("notes.share.to")}</legend>
        {options.map(({ value, label }) => (
          <label key={value} className={styles.option}>
            <input
              type="radio"
              name="to"
              value={value}
              checked={to === value}
              onChange={() => {
                setChosen(value);
                setWrong(undefined);
              }}
            />
            <span>{label}</span>
          </label>
        ))}
      </fieldset>
      {known.data && !drafter && <p className={styles.none}>{t("notes.share.noDrafter")}</p>}
      {wrong && (
        <p className={styles.wrong} role="alert">
          {wrong}
        </p>
      )}
    </Dialog>
  );
}
