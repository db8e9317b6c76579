// What else is to be known of an item: its short title, who is kept out, and how it stands in the open session.
import { useTranslation } from "react-i18next";
import { stopwatch } from "../../i18n/time";
import { useServerNow } from "../../live/live.react";
import { LockIcon, PlayIcon, TickIcon } from "../../ui/Icon";
import { elapsed } from "../meeting/elapsed";
import type { Item } from "./agendaApi";
import styles from "./ItemMarks.module.css";

export function ItemMarks({ item }: { item: Item }) {
  const { t } = useTranslation();
  // One the server made by cutting the title says nothing new.
  const short = item.short_title !== item.title && !item.short_title.endsWith("…");
  const closed = item.admission === "members";
  if (!short && !closed && item.state === "pending") return null;
  return (
    <span className={styles.marks}>
      {item.state === "current" && <Running item={item} />}
      {item.state === "done" && (
        <span className={styles.done}>
          <TickIcon size={18} />
          {t("desk.agenda.done")}
        </span>
      )}
      {closed && (
        <span className={styles.closed}>
          <LockIcon size={18} />
          {t("desk.agenda.membersOnly")}
        </span>
      )}
      {short && item.kind === "matter" && <span>{t("desk.agenda.short", { title: item.short_title })}</span>}
    </span>
  );
}

function Running({ item }: { item: Item }) {
  const { t } = useTranslation();
  const now = useServerNow();
  return (
    <span className={styles.running}>
      <PlayIcon size={18} />
      {t("desk.agenda.current", { time: stopwatch(elapsed(item, now)) })}
    </span>
  );
}
