// One item in full: number, title, presenter, clock and the papers, for the current item or one that is looked at.
import type { RefObject } from "react";
import { useTranslation } from "react-i18next";
import type { MeetingView } from "../../live/frame";
import { Button } from "../../ui/Button";
import { AttendeesIcon, BreakIcon, PresenterIcon, PreviewIcon, UndoIcon } from "../../ui/Icon";
import { speakerOf } from "../floor/floor";
import { Speaking } from "../floor/Speaking";
import type { ReadState } from "../meeting/readState";
import { papersOf } from "../meeting/situation";
import { Whole } from "../meeting/Whole";
import { ItemClock } from "./ItemClock";
import styles from "./ItemPanel.module.css";
import { useItemName } from "./itemName";
import { PaperRow } from "./PaperRow";

/** Longer than three lines of 32: set smaller, so that the papers below stay in sight. */
const LONG_TITLE = 110;

export interface ItemPanelProps {
  view: MeetingView;
  id: string;
  now: number;
  cut?: number;
  heading: RefObject<HTMLHeadingElement | null>;
  readState(paper: string, hash: string): ReadState;
  /** Set when another item than the current one is looked at: how to go back. */
  onReturn?(): void;
}

export function ItemPanel({ view, id, now, cut, heading, readState, onReturn }: ItemPanelProps) {
  const { t } = useTranslation();
  const { short } = useItemName(view);
  const item = view.agenda.items[id];
  if (!item) return null;
  const papers = papersOf(view, item);
  const unread = papers.filter(({ id, paper }) => readState(id, paper.hash) !== "read").length;
  const { presenter } = item;
  const speaker = view.agenda.current === id ? speakerOf(view) : undefined;
  const paused = view.phase === "paused";
  return (
    <article>
      {onReturn && (
        <div className={styles.looking}>
          <PreviewIcon size={28} />
          <p>{t("room.item.looking", { item: short(id) })}</p>
          <Button icon={<UndoIcon />} onClick={onReturn}>
            {t("room.item.toCurrent")}
          </Button>
        </div>
      )}
      <div className={styles.top}>
        <p className={styles.number}>
          {item.number === undefined ? (
            <BreakIcon size={48} />
          ) : (
            <>
              <span className="heard">{short(id)}</span>
              <span aria-hidden="true">{item.number}</span>
            </>
          )}
        </p>
        <h1
          ref={heading}
          tabIndex={-1}
          className={`${styles.title} ${item.title.length > LONG_TITLE ? styles.long : ""}`}
        >
          <Whole>{item.title}</Whole>
        </h1>
      </div>
      <div className={styles.facts}>
        {(presenter || speaker) && (
          <div className={styles.presenter}>
            <span className={`${styles.sign} ${speaker ? styles.speaks : ""}`}>
              <PresenterIcon />
            </span>
            {/* Both have their place, so that the page stands still when somebody begins to speak. */}
            <div className={styles.who}>
              {presenter && (
                <p className={speaker ? styles.covered : undefined}>
                  <span className="heard">{t("room.item.presenter")}</span>
                  <span className={styles.name}>{t("room.comrade", { name: presenter.name })}</span>
                  <span className={styles.post}>{presenter.post}</span>
                </p>
              )}
              {speaker && (
                <p>
                  <Speaking speaker={speaker} now={now} cut={cut} />
                </p>
              )}
            </div>
          </div>
        )}
        <ItemClock item={item} now={now} paused={paused} byDevice={cut !== undefined} />
      </div>
      {item.admission === "members" && (
        <p className={styles.admission}>
          <AttendeesIcon size={24} />
          <span>{t("room.item.admission")}</span>
        </p>
      )}
      {item.kind === "matter" && (
        <section aria-labelledby="papers">
          <div className={styles.head}>
            <h2 id="papers">{t("room.papers.title")}</h2>
            {papers.length > 0 && (
              <p className={styles.count}>
                {unread === 0
                  ? t("room.papers.allRead")
                  : t("room.papers.unreadOf", { unread, count: papers.length })}
              </p>
            )}
          </div>
          {papers.length === 0 ? (
            <p className={styles.none}>{t("room.papers.none")}</p>
          ) : (
            <ul>
              {papers.map(({ id, paper }) => (
                <PaperRow
                  key={id}
                  meeting={view.meeting_id}
                  id={id}
                  paper={paper}
                  state={readState(id, paper.hash)}
                />
              ))}
            </ul>
          )}
        </section>
      )}
    </article>
  );
}
