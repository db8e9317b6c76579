// The foot of the wall: three facts on fixed places, so that a glance finds them whatever stands above.
import { useTranslation } from "react-i18next";
import { clock, longDate, stopwatch } from "../../i18n/time";
import type { MeetingView } from "../../live/frame";
import { remaining } from "../agenda/timing";
import styles from "./WallFacts.module.css";

interface Fact {
  value: string;
  words: string;
  gold?: boolean;
}

export interface WallFactsProps {
  view: MeetingView;
  now: number;
  /** False once the line is cut: a clock that may have been stopped meanwhile is taken away, not frozen. */
  trusted: boolean;
}

export function WallFacts({ view, now, trusted }: WallFactsProps) {
  const { t } = useTranslation();
  const { phase, session, attendance } = view;

  const middle = (): Fact | undefined => {
    if (phase === "published") return { value: clock(view.starts_at), words: t("wall.facts.opening") };
    if (phase === "closed") {
      return session.closed_at
        ? { value: clock(session.closed_at), words: t("wall.facts.endedAt") }
        : undefined;
    }
    const item = view.agenda.current ? view.agenda.items[view.agenda.current] : undefined;
    if (!item || !trusted || phase !== "open") return undefined;
    const { ms, over } = remaining(item, now);
    return over
      ? { value: t("wall.facts.over", { time: stopwatch(ms) }), words: t("wall.facts.overPlan"), gold: true }
      : {
          value: stopwatch(ms),
          words: t(item.kind === "break" ? "wall.facts.leftBreak" : "wall.facts.left"),
        };
  };

  const present = (): Fact => {
    const { quorum } = attendance;
    if (!quorum) {
      return { value: `${attendance.present}/${attendance.expected}`, words: t("wall.facts.present") };
    }
    const words = quorum.reached
      ? t("wall.facts.quorumReached")
      : t("wall.facts.quorumShort", { needed: quorum.needed });
    return { value: `${quorum.present}/${quorum.members}`, words };
  };

  const facts = [{ value: clock(now), words: longDate(now) }, middle(), present()];
  return (
    <footer className={styles.facts}>
      {facts.map((fact, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: each fact is its place
        <div key={place}>
          {fact && (
            <>
              <p className={`${styles.value} ${fact.gold ? styles.gold : ""}`}>{fact.value}</p>
              <p className={styles.words}>{fact.words}</p>
            </>
          )}
        </div>
      ))}
    </footer>
  );
}
