// Six digits on large keys; a keyboard types into it too.
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { EraseIcon } from "../../ui/Icon";
import styles from "./PinPad.module.css";

export const PIN_LENGTH = 6;
const keys = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];

export interface PinPadProps {
  label: string;
  value: string;
  onChange(value: string): void;
  busy?: boolean;
}

export function PinPad({ label, value, onChange, busy = false }: PinPadProps) {
  const { t } = useTranslation();
  const press = (digit: string) => !busy && value.length < PIN_LENGTH && onChange(value + digit);
  const erase = () => !busy && onChange(value.slice(0, -1));

  useEffect(() => {
    const typed = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (/^\d$/.test(event.key)) press(event.key);
      else if (event.key === "Backspace") erase();
    };
    window.addEventListener("keydown", typed);
    return () => window.removeEventListener("keydown", typed);
  });

  return (
    <fieldset className={styles.pad} aria-busy={busy}>
      <legend className={styles.label}>{busy ? t("signin.wait") : label}</legend>
      <div className={styles.dots} role="img" aria-label={t("signin.pinEntered", { count: value.length })}>
        {Array.from({ length: PIN_LENGTH }, (_, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a dot is its place
          <span key={place} className={styles.dot} data-filled={place < value.length || undefined} />
        ))}
      </div>
      <div className={styles.keys}>
        {keys.map((key) => (
          <button key={key} type="button" className={styles.key} onClick={() => press(key)}>
            {key}
          </button>
        ))}
        <span />
        <button type="button" className={styles.key} onClick={() => press("0")}>
          0
        </button>
        <button type="button" className={styles.key} aria-label={t("signin.erase")} onClick={erase}>
          <EraseIcon size={32} />
        </button>
      </div>
    </fieldset>
  );
}
