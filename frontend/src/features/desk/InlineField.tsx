// A value changed in place: Enter or leaving the box saves, Escape takes back, and a refused text stays with its reason.
import { type HTMLAttributes, useState } from "react";
import styles from "./InlineField.module.css";

export interface InlineFieldProps {
  label: string;
  value: string;
  /** Calls `done` once the new value is on the server. */
  onSave(text: string, done: () => void): void;
  /** Takes the refusal away, when the text is taken back. */
  onForget(): void;
  refused?: string;
  width: "minutes" | "seat";
  inputMode?: HTMLAttributes<HTMLInputElement>["inputMode"];
  maxLength: number;
}

export function InlineField(props: InlineFieldProps) {
  const { value, onSave, onForget } = props;
  // Only what has been typed and not yet saved; otherwise the live value shows.
  const [typed, setTyped] = useState<string>();
  const takeBack = () => {
    setTyped(undefined);
    onForget();
  };
  const save = () => {
    if (typed === undefined) return;
    if (typed.trim() === value) takeBack();
    else onSave(typed.trim(), () => setTyped(undefined));
  };
  return (
    <>
      <input
        className={`${styles.input} ${styles[props.width]}`}
        aria-label={props.label}
        aria-invalid={props.refused ? true : undefined}
        inputMode={props.inputMode}
        maxLength={props.maxLength}
        value={typed ?? value}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={save}
        onKeyDown={(event) => {
          if (event.key === "Enter") save();
          else if (event.key === "Escape") takeBack();
          else return;
          event.preventDefault();
          event.stopPropagation();
        }}
      />
      {props.refused && (
        <span className={styles.refused} role="alert">
          {props.refused}
        </span>
      )}
    </>
  );
}
