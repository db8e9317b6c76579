// Asks for the password of one file, beside that file: it opens the file once and is kept nowhere.
import { type FormEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/Button";
import { LockIcon } from "../../ui/Icon";
import { givePassword } from "./intakesApi";
import styles from "./PasswordBox.module.css";
import { useIntakeAct } from "./RunningUploads";

export function PasswordBox({ intake, file, why }: { intake: string; file: string; why?: string }) {
  const { t } = useTranslation();
  const id = useId();
  const [password, setPassword] = useState("");
  const give = useIntakeAct(givePassword);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (password && !give.isPending) give.mutate({ intake, password }, { onSuccess: () => setPassword("") });
  };
  const wrong = give.error?.message ?? why;
  return (
    <form className={styles.box} onSubmit={submit} autoComplete="off">
      <label className={styles.label} htmlFor={id}>
        <LockIcon size={20} />
        {t("papers.intake.stage.needs_password")}
      </label>
      <div className={styles.line}>
        <input
          id={id}
          className={styles.input}
          type="password"
          // Not the secretary's own: browsers must neither fill it in nor offer to keep it.
          autoComplete="one-time-code"
          aria-label={t("papers.intake.passwordOf", { file })}
          aria-describedby={`${id}-note`}
          aria-invalid={wrong ? true : undefined}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        <Button type="submit" busy={give.isPending}>
          {t("papers.intake.unlock")}
        </Button>
      </div>
      <p id={`${id}-note`} className={styles.note} role={wrong ? "alert" : undefined}>
        {wrong ?? t("papers.intake.passwordHint")}
      </p>
    </form>
  );
}
