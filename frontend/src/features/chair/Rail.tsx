// The agenda down the left: where the meeting is, and any item one tap away for a look.
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { clock } from "../../i18n/time";
import type { MeetingView } from "../../live/frame";
import { BreakIcon, PausedIcon, PlayIcon, TickIcon } from "../../ui/Icon";
import styles from "./Rail.module.css";

type Item = MeetingView["agenda"]["items"][string];

export interface RailProps {
  agenda: MeetingView["agenda"];
  phase: MeetingView["phase"];
  selected?: string;
  onSelect(id: string | undefined): void;
}

export function Rail({ agenda, phase, selected, onSelect }: RailProps) {
  const { t } = useTranslation();
  const here = useRef<HTMLLIElement>(null);
  const { current } = agenda;
  // biome-ignore lint/correctness/useExhaustiveDependencies: brought into sight each time the meeting moves
  useEffect(() => {
    // Newer browsers answer with a promise, which must not become the effect's clean-up.
    void here.current?.scrollIntoView({ block: "nearest" });
  }, [current]);

  const words = (item: Item) => {
    const time = clock(item.planned_start);
    if (item.state === "done") return t("chair.rail.done", { time });
    if (item.state !== "current") return time;
    return phase === "paused" ? t("chair.rail.paused", { time }) : t("chair.rail.current", { time });
  };

  return (
    <nav className={styles.rail} aria-label={t("chair.agenda")}>
      <ol>
        {agenda.order.map((id) => {
          const item = agenda.items[id];
          if (!item) return null;
          const running = item.state === "current";
          return (
            <li key={id} ref={running ? here : undefined}>
              <button
                type="button"
                className={`${styles.item} ${running ? styles.current : ""} ${id === selected && !running ? styles.selected : ""}`}
                aria-current={running ? "step" : undefined}
                aria-pressed={id === selected}
                onClick={() => onSelect(running ? undefined : id)}
              >
                <span className={styles.sign}>
                  <Sign item={item} paused={phase === "paused"} />
                </span>
                <span>
                  <span className={styles.name}>{item.short_title}</span>
                  <span className={styles.when}>{words(item)}</span>
                </span>
              </button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

function Sign({ item, paused }: { item: Item; paused: boolean }) {
  if (item.state === "done") return <TickIcon className={styles.done} />;
  if (item.state === "current") return paused ? <PausedIcon /> : <PlayIcon fill="currentColor" />;
  return item.kind === "break" ? <BreakIcon /> : item.number;
}
