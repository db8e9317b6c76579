// One item in full: the current one with its clock, or another the chair looks at before going there.
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { clock } from "../../i18n/time";
import type { MeetingView } from "../../live/frame";
import { Button } from "../../ui/Button";
import { AttendeesIcon, CloseIcon, NextIcon, PausedIcon, PlayIcon, PreviewIcon } from "../../ui/Icon";
import { plannedEnd } from "../agenda/timing";
import { titled } from "../agenda/titled";
import { ItemClock } from "./ItemClock";
import styles from "./ItemPanel.module.css";
import { PaperList } from "./PaperList";

/** Longer than three lines of 32: set smaller, so that the clock and whoever asks to speak stay in sight below. */
const LONG_TITLE = 80;

export interface ItemPanelProps {
  view: MeetingView;
  id: string;
  now: number;
  cut?: number;
  onGo?(): void;
  /** Set for a look ahead: how to leave it. */
  onLeave?(): void;
  /** What is done at this item beside moving on: stands between its clock and its papers. */
  children?: ReactNode;
}

export function ItemPanel({ view, id, now, cut, onGo, onLeave, children }: ItemPanelProps) {
  const { t } = useTranslation();
  const item = view.agenda.items[id];
  if (!item) return null;
  const { total } = view.agenda;
  const { number } = item;
  const called = !number
    ? t("chair.item.break")
    : total
      ? t("chair.item.matter", { number, total })
      : t("chair.item.matterAlone", { number });
  const paused = view.phase === "paused" && item.state === "current";
  const since = view.session.paused_at;
  const state =
    paused && since
      ? t("chair.item.paused", { item: called, time: clock(since) })
      : t(`chair.item.${item.state}`, { item: called });
  const Sign = onLeave ? PreviewIcon : paused ? PausedIcon : PlayIcon;

  return (
    <article>
      {onLeave && (
        <div className={styles.preview}>
          <p className={styles.word}>{t("chair.item.preview")}</p>
          <Button icon={<CloseIcon size={22} />} onClick={onLeave}>
            {t("chair.item.closePreview")}
          </Button>
          {onGo && (
            <Button className={styles.go} icon={<NextIcon size={22} />} onClick={onGo}>
              {t("chair.item.goThere")}
            </Button>
          )}
        </div>
      )}
      <div className={styles.top}>
        <p className={`${styles.state} ${paused ? styles.paused : ""}`}>
          <Sign size={22} fill={Sign === PlayIcon ? "currentColor" : "none"} />
          <span>{state}</span>
        </p>
        <p className={styles.plan}>
          {t("chair.item.plan", { from: clock(item.planned_start), to: clock(plannedEnd(item)) })}
        </p>
      </div>
      <h1 className={`${styles.title} ${item.title.length > LONG_TITLE ? styles.long : ""}`}>{item.title}</h1>
      {item.presenter && (
        <p className={styles.soft}>{t("chair.item.presenter", { presenter: titled(item.presenter) })}</p>
      )}
      {item.admission === "members" && (
        <p className={styles.admission}>
          <AttendeesIcon size={22} />
          <span>{t("chair.item.admission")}</span>
        </p>
      )}
      <ItemClock item={item} now={now} byDevice={cut !== undefined} />
      {children}
      {item.kind === "matter" && <PaperList view={view} item={item} />}
    </article>
  );
}
