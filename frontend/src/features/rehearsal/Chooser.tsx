// How many tablets: four large buttons, a field for any other number, and what this rehearsal can and cannot tell.
import { useTranslation } from "react-i18next";
import { Field } from "../../ui/Field";
import { DoneIcon } from "../../ui/Icon";
import { OFFERED, readTablets } from "./figures";
import styles from "./Rehearsal.module.css";
import { Scope } from "./Scope";

export interface ChooserProps {
  typed: string;
  onType(text: string): void;
  /** Whether it was tried with what is typed. */
  tried: boolean;
}

export function Chooser({ typed, onType, tried }: ChooserProps) {
  const { t } = useTranslation();
  const chosen = readTablets(typed);
  return (
    <>
      <p className={styles.lead}>{t("rehearsal.lead")}</p>
      <fieldset className={styles.choices}>
        <legend className={styles.legend}>{t("rehearsal.choose")}</legend>
        {OFFERED.map((tablets) => (
          <button
            key={tablets}
            type="button"
            className={styles.choice}
            aria-pressed={chosen === tablets}
            onClick={() => onType(String(tablets))}
          >
            {chosen === tablets && <DoneIcon size={20} />}
            {t("rehearsal.tablets", { count: tablets })}
          </button>
        ))}
      </fieldset>
      <Field
        className={styles.other}
        label={t("rehearsal.other")}
        hint={t("rehearsal.otherHint")}
        error={tried && !chosen ? t("rehearsal.otherWrong") : undefined}
        inputMode="numeric"
        maxLength={6}
        value={typed}
        onChange={(event) => onType(event.target.value)}
      />
      <Scope tablets={chosen ?? 300} />
    </>
  );
}
