// The three choices: one size, one distance, told apart by sign and words; none is chosen beforehand.
import { useTranslation } from "react-i18next";
import { CloseIcon, DoneIcon, LessIcon, TickIcon } from "../../ui/Icon";
import styles from "./Choices.module.css";
import { CHOICES, type Choice } from "./motion";

const signs = { for: TickIcon, against: CloseIcon, abstain: LessIcon };

export interface ChoicesProps {
  chosen?: Choice;
  /** What became of the choice; then nothing can be chosen any more. */
  fixed?: "sent" | "kept";
  onChoose(choice: Choice): void;
}

export function Choices({ chosen, fixed, onChoose }: ChoicesProps) {
  const { t } = useTranslation();
  return (
    <div className={styles.place}>
      <fieldset className={styles.choices} disabled={fixed !== undefined}>
        <legend className="heard">{t("motion.choices")}</legend>
        {CHOICES.map((choice) => {
          const Sign = signs[choice];
          const is = choice === chosen;
          const state = is
            ? t(fixed ? `motion.${fixed}` : "motion.chosen")
            : t(fixed ? "motion.notChosen" : "motion.choose");
          return (
            <button
              key={choice}
              type="button"
              className={`${styles.choice} ${is ? styles.chosen : ""}`}
              aria-pressed={is}
              onClick={() => onChoose(choice)}
            >
              <span className={styles.sign}>
                <Sign size={36} />
              </span>
              <span className={styles.state}>
                <span>{state}</span>
                {is ? <DoneIcon size={32} /> : !fixed && <span className={styles.ring} />}
              </span>
              <span className={styles.words}>{t(`motion.choice.${choice}`)}</span>
            </button>
          );
        })}
      </fieldset>
    </div>
  );
}
