// Signs in with a name and a password.
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { answer, api } from "../../api/client";
import { Button } from "../../ui/Button";
import { Field } from "../../ui/Field";
import { EnterIcon } from "../../ui/Icon";
import { Notice } from "../../ui/Notice";
import styles from "./PasswordForm.module.css";
import type { Session } from "./session";

export function PasswordForm({ onEnter }: { onEnter(session: Session): void }) {
  const { t } = useTranslation();
  const enter = useMutation({
    mutationFn: (body: { login: string; password: string }) => answer(api.POST("/api/session", { body })),
    onSuccess: onEnter,
  });
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        enter.mutate({ login: String(form.get("login")), password: String(form.get("password")) });
      }}
    >
      <Field
        label={t("signin.login")}
        name="login"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        autoFocus
      />
      <Field
        label={t("signin.password")}
        name="password"
        type="password"
        autoComplete="current-password"
        required
      />
      <Button type="submit" variant="primary" size="bar" icon={<EnterIcon />} busy={enter.isPending}>
        {t("signin.enter")}
      </Button>
      {enter.error && <Notice tone="error">{enter.error.message}</Notice>}
    </form>
  );
}
