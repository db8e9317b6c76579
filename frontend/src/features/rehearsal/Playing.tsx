// A rehearsal under way: first the tablets join, then the chair changes things and they follow.
import { useId } from "react";
import { useTranslation } from "react-i18next";
import styles from "./Rehearsal.module.css";
import type { Standing } from "./rehearsalApi";

export function Playing({ standing }: { standing: Standing }) {
  const { t } = useTranslation();
  const { state, tablets, done, of } = standing;
  const joining = state === "joining";
  return (
    <section className={styles.playing} aria-live="off">
      <h2 className={styles.running}>{t("rehearsal.running", { count: tablets })}</h2>
      <Step name={t("rehearsal.joining")} done={joining ? done : tablets} of={tablets} />
      <Step name={t("rehearsal.changing")} done={joining ? 0 : done} of={joining ? undefined : of} />
      <p className={styles.quiet}>{t("rehearsal.runningHint")}</p>
    </section>
  );
}

/** `of` is absent for what has not begun. */
function Step({ name, done, of }: { name: string; done: number; of?: number }) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <div className={styles.step}>
      <span id={id}>{name}</span>
      <strong>{of === undefined ? t("rehearsal.notYet") : t("rehearsal.progress", { done, of })}</strong>
      <progress className={styles.progress} aria-labelledby={id} value={done} max={of ?? 1} />
    </div>
  );
}
