// The fixed slot under the header where an attendee is told what matters now: always there, never pushing anything.
import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { clock } from "../../i18n/time";
import type { MeetingView, Mine } from "../../live/frame";
import { usePicture, usePictureStore } from "../../live/live.react";
import type { Notice } from "../../live/picture";
import { Button } from "../../ui/Button";
import {
  ClockIcon,
  DoneIcon,
  InfoIcon,
  OfflineIcon,
  PaperIcon,
  PausedIcon,
  PlayIcon,
  PresentIcon,
  WaitIcon,
} from "../../ui/Icon";
import { useBuzz } from "../comfort/useComfort";
import { queueOf, speakerOf } from "../floor/floor";
import type { FloorMessage } from "../floor/useFloorMessage";
import type { LeadMessage } from "../follow/useLeadMessage";
import { useReadState } from "../meeting/readState";
import { me } from "../meeting/situation";
import { motionOf } from "../motion/motion";
import { useOutcome } from "../motion/Outcome";
import type { VoteAsked } from "../motion/useVoteMessage";
import { useSession } from "../signin/session";
import { useItemName } from "./itemName";
import styles from "./Strip.module.css";
import { type StripWord, stripWord } from "./stripWord";
import { useVisit } from "./visit.react";

interface Message {
  tone?: "warning";
  icon: ReactNode;
  title: string;
  detail?: string;
  quoted?: boolean;
  /** Runs, and is not read out at every second. */
  clock?: string;
  actions?: ReactNode;
}

export interface StripProps {
  view: MeetingView;
  mine: Mine;
  now: number;
  cut?: number;
  /** What is to be said to whoever is asked to vote. */
  vote?: VoteAsked["message"];
  /** What is to be said to whoever has the floor. */
  floor?: FloorMessage;
  /** What is to be said of leading a paper. */
  lead?: LeadMessage;
}

export function Strip({ view, mine, now, cut, vote, floor, lead }: StripProps) {
  const { t } = useTranslation();
  const { account_id } = useSession();
  const readState = useReadState(account_id);
  // What has been opened since needs no telling any more.
  const notices = usePicture().notices.filter(({ kind, paper_id: id }) => {
    const paper = id ? view.papers[id] : undefined;
    return !(id && paper && kind !== "paper_withdrawn" && readState(id, paper.hash) === "read");
  });
  const [voted, speaks, leads] = [vote, floor, lead].map((message) => message !== undefined);
  const word = stripWord({ view, mine, cut, notices, vote: voted, floor: speaks, lead: leads });
  const said = { vote, floor, lead };
  const state = useStateMessage(view, mine, now);
  const notice = useNoticeMessage(view);
  const message: Message =
    word.kind === "notice"
      ? notice(word.notice, word.more)
      : word.kind === "vote" || word.kind === "floor" || word.kind === "lead"
        ? (said[word.kind] ?? state({ kind: "ready" }))
        : state(word);
  // What the meeting itself does is seen on every screen; what is told or asked of this person is felt, too.
  useBuzz(word.kind === "current" || word.kind === "cut" ? "" : message.title);
  return (
    <section
      className={`${styles.strip} ${message.tone === "warning" ? styles.warning : ""}`}
      aria-label={t("room.strip.label")}
    >
      <span className={styles.icon}>{message.icon}</span>
      <div className={styles.text} aria-live="polite">
        <p className={styles.title}>{message.title}</p>
        {message.detail && (
          <p className={`${styles.detail} ${message.quoted ? styles.quoted : ""}`}>{message.detail}</p>
        )}
      </div>
      {message.clock && (
        <p className={styles.clock} role="timer" aria-live="off" aria-label={t("floor.clock")}>
          {message.clock}
        </p>
      )}
      {message.actions && <div className={styles.actions}>{message.actions}</div>}
    </section>
  );
}

function useStateMessage(view: MeetingView, mine: Mine, now: number) {
  const { t } = useTranslation();
  const { full } = useItemName(view);
  const navigate = useNavigate();
  const outcome = useOutcome();
  const toVote = () =>
    void navigate({ to: "/room/meetings/$meetingId/vote", params: { meetingId: view.meeting_id } });
  const guest = view.audience === "guest";
  return (word: Exclude<StripWord, { kind: "notice" | "vote" | "floor" | "lead" }>): Message => {
    switch (word.kind) {
      case "cut":
        return {
          tone: "warning",
          icon: <OfflineIcon size={28} />,
          title: t("room.strip.cut", { time: clock(word.since) }),
          detail: t("room.strip.cutDetail"),
        };
      case "paused":
        return {
          icon: <PausedIcon size={28} />,
          title: word.since ? t("room.strip.paused", { time: clock(word.since) }) : t("room.strip.pausedNow"),
          detail: t("room.strip.pausedDetail"),
        };
      case "checkIn": {
        const self = me(view, mine);
        return {
          icon: <PresentIcon size={28} />,
          title: t("room.strip.checkIn"),
          detail: self && t("room.strip.checkInDetail", { name: self.name, post: self.post }),
        };
      }
      case "ready":
        return {
          icon: <DoneIcon size={28} />,
          title: word.at ? t("room.strip.present", { time: clock(word.at) }) : t("room.strip.ready"),
          detail:
            Date.parse(view.starts_at) > now
              ? t("room.strip.readyDetail", { time: clock(view.starts_at) })
              : t("room.strip.readyLate"),
        };
      case "wait": {
        const item = word.item ? view.agenda.items[word.item] : undefined;
        const time = item && clock(item.planned_start);
        return {
          icon: <WaitIcon size={28} />,
          title: t(guest ? "room.strip.guestWait" : "room.strip.wait"),
          detail: time && t(guest ? "room.strip.guestWaitDetail" : "room.strip.waitDetail", { time }),
        };
      }
      case "thanks":
        return {
          icon: <DoneIcon size={28} />,
          title: t(guest ? "room.strip.guestThanks" : "room.strip.done"),
          detail: t(guest ? "room.strip.guestThanksDetail" : "room.strip.doneDetail"),
        };
      case "current": {
        const item = view.agenda.items[word.item];
        const speaker = speakerOf(view);
        const waiting = queueOf(view).length;
        const floor = [
          speaker && t("floor.speaks", { name: t("room.comrade", { name: speaker.name }) }),
          waiting > 0 && t("floor.waiting", { count: waiting }),
        ].filter(Boolean);
        const motion = motionOf(view);
        const vote = motion && (
          <Button onClick={toVote}>{t(motion.closed_at ? "motion.seeResult" : "motion.see")}</Button>
        );
        const voted =
          motion &&
          (motion.tally
            ? t("motion.resultIs", { result: outcome(motion.tally) })
            : t("motion.under", { cast: motion.cast }));
        return {
          actions: vote,
          icon: item?.kind === "break" ? <ClockIcon size={28} /> : <PlayIcon size={28} />,
          title:
            item?.kind === "break"
              ? t("room.strip.break")
              : t("room.strip.current", { item: full(word.item) }),
          detail: voted ? `${voted}.` : floor.length > 0 ? `${floor.join(". ")}.` : item?.short_title,
        };
      }
    }
  };
}

/** What has changed, and the way to it; it stays until touched. */
function useNoticeMessage(view: MeetingView) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { dismiss } = usePictureStore();
  const { select, leaveFor } = useVisit();
  const { full, short } = useItemName(view);
  return (notice: Notice, more: number): Message => {
    const { key, kind, item_id: item, paper_id: paper } = notice;
    const known = paper ? view.papers[paper] : undefined;
    const title = known?.title ?? notice.title ?? "";
    const there = item && view.agenda.items[item] ? item : undefined;
    const rest = more > 0 ? t("room.strip.more", { count: more }) : undefined;
    const seen = <Button onClick={() => dismiss(key)}>{t("common.dismiss")}</Button>;
    const open = (go: () => void) => (
      <Button
        className={styles.go}
        onClick={() => {
          dismiss(key);
          go();
        }}
      >
        {t("room.strip.see")}
      </Button>
    );
    const words = (...parts: (string | undefined)[]) => parts.filter(Boolean).join(". ");
    if (kind === "paper_attached" || kind === "paper_replaced" || kind === "paper_withdrawn") {
      // Replaced and then withdrawn: the first word no longer holds.
      const what = known && kind !== "paper_withdrawn" ? kind : "paper_withdrawn";
      const openPaper = () => {
        leaveFor(paper);
        void navigate({
          to: "/room/meetings/$meetingId/papers/$paperId",
          params: { meetingId: view.meeting_id, paperId: paper ?? "" },
        });
      };
      return {
        icon: <PaperIcon size={28} />,
        title: t(`room.strip.${what}`, { item: there ? short(there) : t("room.strip.agenda") }),
        detail: words(title, rest),
        quoted: rest === undefined,
        actions: (
          <>
            {seen}
            {what === "paper_withdrawn" ? undefined : open(openPaper)}
          </>
        ),
      };
    }
    const seeItem = there && view.phase !== "published" ? open(() => select(there)) : undefined;
    return {
      icon: <InfoIcon size={28} />,
      title:
        kind === "meeting_edited"
          ? t("room.strip.meeting_edited")
          : kind === "agenda_item_removed"
            ? t("room.strip.agenda_item_removed", { title })
            : t(`room.strip.${kind as "agenda_item_added" | "agenda_item_edited" | "agenda_item_moved"}`, {
                item: there ? full(there) : title,
              }),
      detail: words(
        kind === "meeting_edited"
          ? t("room.strip.meetingNow", { time: clock(view.starts_at), room: view.room })
          : there && view.agenda.items[there]?.short_title,
        rest,
      ),
      actions: (
        <>
          {seen}
          {seeItem}
        </>
      ),
    };
  };
}
