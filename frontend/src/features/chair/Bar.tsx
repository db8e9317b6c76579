// The bar of acts: the seldom ones on the left, the one that moves the meeting always in the same corner.
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { clock } from "../../i18n/time";
import type { MeetingView, Mine } from "../../live/frame";
import { Button } from "../../ui/Button";
import { NextIcon, PauseIcon, PlayIcon, PresentIcon, StopIcon, UndoIcon, VoteIcon } from "../../ui/Icon";
import { leaveFocus } from "../meeting/leaveFocus";
import type { Deed } from "../meeting/useConduct";
import { openMotion, voters } from "../motion/motion";
import styles from "./Bar.module.css";

/** A finger that has just pressed "next" may press again: for this long the new button does not listen. */
const DEAF_MS = 800;

export interface Undo {
  to: string;
  offeredAt: number;
}

export interface BarProps {
  view: MeetingView;
  mine: Mine;
  cut?: number;
  /** The act sent and not yet answered. */
  doing?: Deed["do"] | "close_motion";
  undo?: Undo;
  next?: string;
  previous?: string;
  onPrimary(): void;
  onGo(to: string): void;
  onDeed(deed: Deed): void;
  /** Set where a question may be put to the vote. */
  onVote?(): void;
  onClose(): void;
}

export function Bar({
  view,
  mine,
  cut,
  doing,
  undo,
  next,
  previous,
  onPrimary,
  onGo,
  onDeed,
  onVote,
  onClose,
}: BarProps) {
  const { t } = useTranslation();
  const may = (action: MeetingView["can"][number]) => view.can.includes(action);
  const off = cut !== undefined;
  const me = mine.attendee_id ? view.attendees.people[mine.attendee_id] : undefined;
  const lastItem = view.phase === "open" && !next;
  // While a vote is open nothing else moves the meeting.
  const voting = openMotion(view) !== undefined;

  return (
    <footer className={styles.bar}>
      <div role="toolbar" aria-label={t("chair.bar.label")} className={styles.acts}>
        {may("check_in") && view.phase === "published" && me && !me.present && (
          <Act icon={<PresentIcon />} disabled={off} onClick={() => onDeed({ do: "check_in" })}>
            {t("chair.before.checkIn")}
          </Act>
        )}
        {may("advance_agenda") && (
          <Act
            icon={<UndoIcon />}
            disabled={off || voting || !previous}
            onClick={() => previous && onGo(previous)}
          >
            {t("chair.bar.back")}
          </Act>
        )}
        {may("put_motion") && (
          <Act icon={<VoteIcon />} disabled={off || voting || !onVote} onClick={() => onVote?.()}>
            {t("motion.title")}
          </Act>
        )}
        {may("pause_session") && (
          <Act icon={<PauseIcon />} disabled={off || voting} onClick={() => onDeed({ do: "pause" })}>
            {t("chair.bar.pause")}
          </Act>
        )}
        {may("close_session") && !lastItem && (
          <Act icon={<StopIcon />} disabled={off || voting} onClick={onClose}>
            {t("chair.bar.close")}
          </Act>
        )}
      </div>
      <p className={styles.reason} role="status">
        {off && t("chair.bar.cut", { time: clock(cut) })}
      </p>
      <Primary
        view={view}
        off={off}
        doing={doing}
        undo={undo}
        next={next}
        onPrimary={onPrimary}
        onGo={onGo}
      />
    </footer>
  );
}

interface ActProps {
  icon: ReactNode;
  disabled: boolean;
  onClick(): void;
  children: ReactNode;
}

function Act({ icon, disabled, onClick, children }: ActProps) {
  return (
    <Button
      size="bar"
      className={styles.act}
      icon={icon}
      disabled={disabled}
      onClick={(event) => {
        leaveFocus(event);
        onClick();
      }}
    >
      {children}
    </Button>
  );
}

type PrimaryProps = Pick<BarProps, "view" | "doing" | "undo" | "next" | "onPrimary" | "onGo"> & {
  off: boolean;
};

function Primary({ view, off, doing, undo, next, onPrimary, onGo }: PrimaryProps) {
  const { t } = useTranslation();
  const { agenda, phase } = view;
  const may = (action: MeetingView["can"][number]) => view.can.includes(action);
  const named = (id: string | undefined) => (id ? agenda.items[id] : undefined);

  const motion = openMotion(view);
  const back = named(undo?.to);
  if (undo && back && !motion && may("advance_agenda")) {
    return (
      <Button
        size="bar"
        className={`${styles.primary} ${styles.undo}`}
        icon={<UndoIcon size={26} />}
        disabled={off}
        onClick={(event) => {
          leaveFocus(event);
          if (performance.now() - undo.offeredAt > DEAF_MS) onGo(undo.to);
        }}
      >
        <Lines
          first={back.number ? t("chair.bar.undo", { number: back.number }) : t("chair.bar.undoBreak")}
          second={back.short_title}
        />
      </Button>
    );
  }

  const following = named(next);
  const face = () => {
    if (motion && may("close_motion")) {
      const { here } = voters(view);
      return {
        act: "close_motion",
        icon: <VoteIcon size={26} />,
        first: t("motion.close"),
        second: `${t("motion.ofHere", { cast: motion.cast, here })} ${t("motion.cast")}`,
      };
    }
    if (phase === "published" && may("open_session")) {
      const first = named(agenda.order[0]);
      return {
        act: "open",
        icon: <PlayIcon size={26} />,
        first: t("chair.before.open"),
        second: first?.short_title,
      };
    }
    if (phase === "paused" && may("resume_session")) {
      const here = named(agenda.current ?? undefined);
      return {
        act: "resume",
        icon: <PlayIcon size={26} />,
        first: t("chair.bar.resume"),
        second: here?.short_title,
      };
    }
    if (phase === "open" && following && may("advance_agenda")) {
      return {
        act: "advance",
        icon: <NextIcon size={26} />,
        first: t("chair.bar.next"),
        second: following.short_title,
      };
    }
    if (phase === "open" && may("close_session")) {
      return {
        act: "close",
        icon: <StopIcon size={24} />,
        first: t("chair.bar.closeLast"),
        second: t("chair.bar.closeLastHint"),
      };
    }
    return undefined;
  };
  const shown = face();
  return (
    shown && (
      <Button
        variant="primary"
        size="bar"
        className={styles.primary}
        icon={shown.icon}
        busy={doing === shown.act}
        disabled={off}
        onClick={(event) => {
          leaveFocus(event);
          onPrimary();
        }}
      >
        <Lines first={shown.first} second={shown.second} />
      </Button>
    )
  );
}

function Lines({ first, second }: { first: string; second?: string }) {
  return (
    <>
      <span className={styles.first}>{first}</span>
      {second && <span className={styles.second}>{second}</span>}
    </>
  );
}
