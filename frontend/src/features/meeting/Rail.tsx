// The agenda beside the item, for attendees and the chair alike: where the meeting is, when the rest is expected, what is
// still to be read, and any item one tap away.
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { clock } from "../../i18n/time";
import type { MeetingView } from "../../live/frame";
import { BreakIcon, TickIcon } from "../../ui/Icon";
import styles from "./Rail.module.css";
import type { ReadState } from "./readState";
import { expectedStart, type Item, nextItem, papersOf, skipped } from "./situation";
import { Whole } from "./Whole";

export interface RailProps {
  view: MeetingView;
  shown?: string;
  now: number;
  cut?: number;
  /** Absent for whoever runs the meeting: unread papers are not counted then. */
  readState?(paper: string, hash: string): ReadState;
  onSelect(id: string): void;
}

export function Rail({ view, shown, now, cut, readState, onSelect }: RailProps) {
  const { t } = useTranslation();
  const { agenda, phase } = view;
  const current = agenda.current ?? undefined;
  const here = useRef<HTMLLIElement>(null);
  const list = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: brought into sight each time the meeting moves
  useEffect(() => {
    const [rail, row] = [list.current, here.current];
    // Only within the rail: on a phone the agenda stands below, and the page must not run away to it.
    if (!rail || !row || rail.scrollHeight <= rail.clientHeight) return;
    rail.scrollTop = row.offsetTop - rail.clientHeight / 2;
  }, [current]);

  const number = current ? agenda.items[current]?.number : undefined;
  const next = current || phase === "published" ? nextItem(view) : undefined;
  const progress =
    cut !== undefined
      ? t("room.rail.updated", { time: clock(cut) })
      : agenda.total && number !== undefined
        ? t("room.rail.progress", { number, total: agenda.total })
        : undefined;

  const words = (id: string, item: Item) => {
    // Cut off, only the plan still holds.
    const time = clock(cut === undefined ? expectedStart(view, id, now) : item.planned_start);
    if (item.state === "done")
      return t("room.rail.done", { time: clock(item.done_at ?? item.planned_start) });
    if (item.state === "current") return t(phase === "paused" ? "room.rail.paused" : "room.rail.current");
    if (skipped(view, id)) return t("room.notTaken");
    return id === next && phase !== "published" ? t("room.rail.next", { time }) : time;
  };

  return (
    <nav ref={list} className={styles.rail} aria-labelledby="agenda">
      <div className={styles.head}>
        <h2 id="agenda">{t(view.audience === "guest" ? "room.rail.guestTitle" : "room.rail.title")}</h2>
        {progress && <p className={styles.progress}>{progress}</p>}
      </div>
      <ol className={styles.list}>
        {agenda.order.map((id) => {
          const item = agenda.items[id];
          if (!item) return null;
          const running = item.state === "current";
          const unread = readState
            ? papersOf(view, item).filter(({ id, paper }) => readState(id, paper.hash) !== "read")
            : [];
          const looks = [
            styles.item,
            running && styles.current,
            id === shown && !running && styles.selected,
            id === next && styles.next,
          ];
          return (
            <li key={id} ref={running ? here : undefined}>
              <button
                type="button"
                className={looks.filter(Boolean).join(" ")}
                aria-current={running ? "step" : undefined}
                aria-pressed={id === shown}
                onClick={() => onSelect(id)}
              >
                <span className={`${styles.sign} ${item.state === "done" ? styles.done : ""}`}>
                  <Sign item={item} />
                </span>
                <span className={styles.words}>
                  <span className={styles.name}>
                    <Whole>{item.short_title}</Whole>
                  </span>
                  <span className={styles.line}>
                    <span>{words(id, item)}</span>
                    {unread.length > 0 && (
                      <span className={styles.unread}>{t("room.rail.unread", { count: unread.length })}</span>
                    )}
                  </span>
                </span>
              </button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

function Sign({ item }: { item: Item }) {
  if (item.state === "done") return <TickIcon />;
  return item.kind === "break" ? <BreakIcon /> : item.number;
}
