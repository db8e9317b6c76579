// A short row of choices of which exactly one holds.
import styles from "./Segments.module.css";

export interface SegmentsProps<T extends string> {
  label: string;
  value: T;
  onChange(value: T): void;
  options: { value: T; text: string; spoken?: string }[];
}

export function Segments<T extends string>({ label, value, onChange, options }: SegmentsProps<T>) {
  return (
    <fieldset className={styles.segments}>
      <legend className="heard">{label}</legend>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          className={styles.segment}
          aria-pressed={option.value === value}
          aria-label={option.spoken}
          onClick={() => onChange(option.value)}
        >
          {option.text}
        </button>
      ))}
    </fieldset>
  );
}
