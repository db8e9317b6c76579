// A vote on the wall: the question and how many have voted; then what was counted, with everybody as bars and the line to be passed.
import { useTranslation } from "react-i18next";
import { clock, stopwatch } from "../../i18n/time";
import type { MeetingView } from "../../live/frame";
import { type Motion, type Tally, timeLeft } from "../motion/motion";
import { useShare, useVerdict } from "../motion/Outcome";
import { VoteChart, VoteLegend } from "../motion/VoteChart";
import { FittedTitle } from "./FittedTitle";
import picture from "./WallPicture.module.css";
import styles from "./WallVote.module.css";

export interface WallVoteProps {
  view: MeetingView;
  motion: Motion;
  now: number;
  /** A clock that cannot be trusted is not shown. */
  trusted: boolean;
}

export function WallVote({ view, motion, now, trusted }: WallVoteProps) {
  const { t } = useTranslation();
  const number = view.agenda.items[motion.item_id]?.number;
  const word = t(motion.tally ? "motion.wallResult" : "motion.wallOpen");
  const label = number === undefined ? word : t("motion.wallItem", { word, number });
  const left = timeLeft(motion, now);
  if (motion.tally && motion.closed_at) {
    return (
      <Counted label={label} question={motion.question} tally={motion.tally} closedAt={motion.closed_at} />
    );
  }
  return (
    <>
      <div className={picture.meeting}>
        <p>{view.title}</p>
        <p>{view.room}</p>
      </div>
      <p className={picture.label}>
        <span>{label}</span>
        {trusted && left !== undefined && left > 0 && <span className={styles.clock}>{stopwatch(left)}</span>}
      </p>
      <FittedTitle title={motion.question} />
      <p className={picture.line}>
        {view.attendance.quorum
          ? t("motion.underOf", { cast: motion.cast, members: view.attendance.quorum.members })
          : t("motion.under", { cast: motion.cast })}
      </p>
    </>
  );
}

interface CountedProps {
  label: string;
  question: string;
  tally: Tally;
  closedAt: string;
}

function Counted({ label, question, tally, closedAt }: CountedProps) {
  const { t } = useTranslation();
  const verdict = useVerdict()(tally);
  const percent = useShare()(tally);
  const { majority, members, absent } = tally;
  return (
    <div className={styles.counted}>
      <p className={styles.label}>{label}</p>
      <p className={styles.question}>{question}</p>
      <p className={styles.verdict}>
        {verdict && <span className={styles.word}>{verdict}: </span>}
        {t("motion.favourMembers", { ...tally })},
        <span className={styles.share}>{t("motion.share", { share: percent })}</span>
      </p>
      <div className={styles.chart}>
        <p className={styles.needed}>
          {majority && t(majority.by_chair ? "motion.byChair" : "motion.needed", { needed: majority.needed })}
        </p>
        <VoteChart tally={tally} wall />
      </div>
      <VoteLegend tally={tally} wall />
      <p className={styles.foot}>
        <span>{t("motion.wallTotal", { members, here: members - absent })}</span>
        <span>{t("motion.closedAt", { time: clock(closedAt) })}</span>
      </p>
    </div>
  );
}
