// Everybody who votes as one row of bars, sorted by choice and never by seat; absent members stay in it, and so does the line to be passed.
import { useTranslation } from "react-i18next";
import { CloseIcon, LessIcon } from "../../ui/Icon";
import { type Part, partsOf, type Tally } from "./motion";
import styles from "./VoteChart.module.css";

/** More than this many bars would be hairs: then each part is one piece. */
const MOST_BARS = 80;

export interface VoteChartProps {
  tally: Tally;
  /** On the wall's night ground. */
  wall?: boolean;
}

export function VoteChart({ tally, wall = false }: VoteChartProps) {
  const { t } = useTranslation();
  const { majority, members } = tally;
  const label = t("motion.chart", { ...tally });
  const needed = majority?.needed;
  const pieces: { part: Part; size: number }[] =
    members > MOST_BARS
      ? partsOf(tally).map(({ part, count }) => ({ part, size: count }))
      : partsOf(tally).flatMap(({ part, count }) => Array.from({ length: count }, () => ({ part, size: 1 })));
  return (
    <div className={`${styles.chart} ${wall ? styles.wall : ""}`} role="img" aria-label={label}>
      <div className={styles.bars}>
        {pieces.map(({ part, size }, place) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place
            key={place}
            className={`${styles.bar} ${styles[part]}`}
            style={size === 1 ? undefined : { flexGrow: size }}
          >
            {members <= MOST_BARS && part === "against" && <CloseIcon className={styles.mark} />}
            {members <= MOST_BARS && part === "abstain" && <LessIcon className={styles.mark} />}
          </span>
        ))}
      </div>
      {needed !== undefined && members > 0 && (
        <span className={styles.line} style={{ insetInlineStart: `${((needed - 1) / members) * 100}%` }} />
      )}
    </div>
  );
}

/** What each kind of bar means, with its number. */
export function VoteLegend({ tally, wall = false }: VoteChartProps) {
  const { t } = useTranslation();
  // Whoever was here and did not vote is told of only where there was somebody.
  const shown = partsOf(tally).filter(({ part, count }) => part !== "silent" || count > 0);
  return (
    <dl className={`${styles.legend} ${wall ? styles.wall : ""}`}>
      {shown.map(({ part, count }) => (
        <div key={part}>
          <dt>
            <span className={`${styles.key} ${styles[part]}`} aria-hidden="true">
              {part === "against" && <CloseIcon className={styles.mark} />}
              {part === "abstain" && <LessIcon className={styles.mark} />}
            </span>
            <span>{t(`motion.part.${part}`)}</span>
          </dt>
          <dd>{count}</dd>
        </div>
      ))}
    </dl>
  );
}
