// Where a question is typed. It is asked on Enter or by the button, not at every letter: a room has one server.
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { SearchIcon } from "../../ui/Icon";
import styles from "./SearchBox.module.css";

export interface SearchBoxProps {
  value: string;
  /** On the red band: lower, white on red. */
  band?: boolean;
  autoFocus?: boolean;
  onAsk(question: string): void;
}

export function SearchBox({ value, band = false, autoFocus = false, onAsk }: SearchBoxProps) {
  const { t } = useTranslation();
  const [text, setText] = useState(value);
  const [known, setKnown] = useState(value);
  const box = useRef<HTMLInputElement>(null);
  // Another question from elsewhere, the browser's back button for one.
  if (value !== known) {
    setKnown(value);
    setText(value);
  }
  useEffect(() => {
    if (autoFocus) box.current?.focus();
  }, [autoFocus]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onAsk(text.trim());
  };
  return (
    <search className={band ? styles.band : styles.wide}>
      <form className={styles.search} onSubmit={submit}>
        <input
          ref={box}
          className={styles.box}
          type="search"
          enterKeyHint="search"
          autoComplete="off"
          maxLength={200}
          aria-label={t("search.box")}
          placeholder={t("search.placeholder")}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <button type="submit" className={styles.ask} aria-label={t("search.act")}>
          <SearchIcon />
          {!band && <span>{t("search.act")}</span>}
        </button>
      </form>
    </search>
  );
}
