// The agenda on the welcome screen, whole or not at all: half a list would tell the room something untrue.
import { useLayoutEffect, useRef, useState } from "react";
import { clock } from "../../i18n/time";
import type { MeetingView } from "../../live/frame";
import styles from "./WallAgenda.module.css";
import { useStage } from "./WallStage";

const ONE_COLUMN = 5;

export function WallAgenda({ agenda }: { agenda: MeetingView["agenda"] }) {
  const { measure } = useStage();
  // Guests of single items wait in the room too: a matter for members only is named when it comes, not before.
  const items = agenda.order.flatMap((id) => {
    const item = agenda.items[id];
    return item?.admission === "all" ? [{ id, item }] : [];
  });
  const rows = items.length > ONE_COLUMN ? Math.ceil(items.length / 2) : items.length;
  const list = useRef<HTMLOListElement>(null);
  const [fits, setFits] = useState(true);
  const measured = `${measure} ${items.map(({ item }) => item.short_title).join("|")}`;

  // biome-ignore lint/correctness/useExhaustiveDependencies: measured again when the stage or the words change
  useLayoutEffect(() => {
    const element = list.current;
    if (element) setFits(element.scrollHeight <= element.clientHeight + 1);
  }, [measured]);

  return (
    <ol
      ref={list}
      className={`${styles.list} ${fits ? "" : styles.unfit}`}
      style={{ gridTemplateRows: `repeat(${rows}, auto)` }}
    >
      {items.map(({ id, item }) => (
        <li key={id} className={styles.item}>
          <span className={styles.time}>{clock(item.planned_start)}</span>
          <span>{item.short_title}</span>
        </li>
      ))}
    </ol>
  );
}
