// Draws one of a tablet's own screens in a few lines, with the place to touch ringed: people look for shapes, not for words.
import type { Scene } from "./steps";
import styles from "./TrustSteps.module.css";

const ROW = 34;
const TOP = 54;
/** Longer words would leave the drawn screen. */
const LETTERS = 34;

const short = (words: string) => (words.length > LETTERS ? `${words.slice(0, LETTERS - 1)}…` : words);

export function StepPicture({ scene, window = false }: { scene: Scene; window?: boolean }) {
  const { heading, rows, touch, control } = scene;
  return (
    <svg className={styles.picture} viewBox="0 0 320 200" aria-hidden="true">
      <rect className={styles.frame} x="4" y="4" width="312" height="192" rx={window ? 6 : 18} />
      <rect className={styles.screen} x="14" y="14" width="292" height="172" rx={window ? 2 : 8} />
      <text className={styles.heading} x="28" y="38">
        {heading}
      </text>
      {window && <path className={styles.cross} d="M284 26 l10 10 m0 -10 l-10 10" />}
      {rows.map((words, row) => {
        const y = TOP + row * ROW;
        const touched = row === touch;
        return (
          <g key={words}>
            <rect
              className={touched ? styles.touched : styles.row}
              x="22"
              y={y}
              width="276"
              height={ROW - 6}
              rx="6"
            />
            <text className={touched ? styles.strong : styles.plain} x="34" y={y + 19}>
              {short(words)}
            </text>
            {touched && control === "switch" && (
              <g>
                <rect className={styles.switch} x="254" y={y + 4} width="36" height="20" rx="10" />
                <circle className={styles.knob} cx="280" cy={y + 14} r="8" />
              </g>
            )}
            {touched && control !== "switch" && (
              <circle className={styles.ring} cx="282" cy={y + 14} r="11" />
            )}
          </g>
        );
      })}
    </svg>
  );
}
