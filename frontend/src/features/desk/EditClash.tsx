// Two texts for one field, side by side: ours and the one saved meanwhile. The secretary decides.
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import type { Fields } from "./clash";
import styles from "./EditClash.module.css";
import type { Clash } from "./useEdit";

export interface EditClashProps<F extends Fields> {
  edit: { clash?: Clash<F>; keepMine(after?: () => void): void; keepCurrent(after?: () => void): void };
  label(field: keyof F & string): string;
  say<K extends keyof F & string>(field: K, value: F[K] | undefined): ReactNode;
  /** Once one of the two is kept. */
  after?(): void;
}

export function EditClash<F extends Fields>({ edit, label, say, after }: EditClashProps<F>) {
  const { t } = useTranslation();
  const { clash } = edit;
  if (!clash) return null;
  return (
    <Dialog
      open
      wide
      onClose={() => edit.keepCurrent(after)}
      title={t("desk.clash.title")}
      description={t("desk.clash.description")}
      actions={
        <>
          <Button onClick={() => edit.keepCurrent(after)}>{t("desk.clash.keepCurrent")}</Button>
          <Button variant="primary" onClick={() => edit.keepMine(after)}>
            {t("desk.clash.keepMine")}
          </Button>
        </>
      }
    >
      {clash.fields.map((field) => (
        <section key={field} className={styles.field}>
          <h3 className={styles.label}>{label(field)}</h3>
          <dl className={styles.texts}>
            <div className={styles.text}>
              <dt>{t("desk.clash.mine")}</dt>
              <dd>{say(field, clash.mine[field]) || t("desk.clash.empty")}</dd>
            </div>
            <div className={styles.text}>
              <dt>{t("desk.clash.current")}</dt>
              <dd>{say(field, clash.current[field]) || t("desk.clash.empty")}</dd>
            </div>
          </dl>
        </section>
      ))}
    </Dialog>
  );
}
