// A title whose ranges ("2026–2030") are never broken over two lines.
import { Fragment } from "react";
import styles from "./Whole.module.css";

const RANGE = /(\S*\d–\d\S*)/;

export function Whole({ children }: { children: string }) {
  return children.split(RANGE).map((part, place) =>
    place % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a title never change places
      <span key={place} className={styles.whole}>
        {part}
      </span>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a title never change places
      <Fragment key={place}>{part}</Fragment>
    ),
  );
}
