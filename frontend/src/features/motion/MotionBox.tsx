// The vote at the chair's console: how many have voted, who has not, one's own ballot; once it is closed, what was counted.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { MeetingView, Mine } from "../../live/frame";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { AttendeesIcon, NextIcon, SendIcon, VoteIcon } from "../../ui/Icon";
import { Notice } from "../../ui/Notice";
import { useSteady } from "../room/steady";
import { BallotNote } from "./BallotNote";
import { Ballots } from "./Ballots";
import { Choices } from "./Choices";
import styles from "./MotionBox.module.css";
import { type Choice, type Motion, missing, noBallot, voters } from "./motion";
import { Result, useVotes, type Vote } from "./Result";
import { TimeLeft } from "./TimeLeft";
import { useOwnBallot } from "./useOwnBallot";

export interface MotionBoxProps {
  view: MeetingView;
  mine: Mine;
  motion: Motion;
  now: number;
  cut?: number;
}

export function MotionBox(props: MotionBoxProps) {
  return props.motion.closed_at ? <Counted {...props} /> : <Open {...props} />;
}

function Open({ view, mine, motion, now, cut }: MotionBoxProps) {
  const { t } = useTranslation();
  const [sheet, setSheet] = useState<"missing" | "own">();
  const steady = useSteady(view);
  const waited = missing(steady, motion);
  const { here } = voters(view);
  const without = noBallot(view, mine);
  const box = useOwnBallot(view, without === undefined, cut);
  const { ballot } = box;
  return (
    <section className={styles.box} aria-labelledby="vote">
      <div className={styles.top}>
        <div className={styles.words}>
          <p className={styles.sign}>
            <VoteIcon size={22} />
            <span>{t("motion.open")}</span>
          </p>
          <h2 id="vote" className={styles.question}>
            {motion.question}
          </h2>
        </div>
        <TimeLeft motion={motion} now={now} cut={cut} />
      </div>
      <div className={styles.count}>
        <p className={styles.cast}>
          <strong>{t("motion.ofHere", { cast: motion.cast, here })}</strong> {t("motion.cast")}
        </p>
        {!without && (
          <Button size="bar" icon={<VoteIcon />} className={styles.own} onClick={() => setSheet("own")}>
            {ballot.stage === "none"
              ? t("motion.vote")
              : t("motion.yoursCast", { choice: t(`motion.choice.${ballot.choice}`) })}
          </Button>
        )}
        <div className={styles.line} aria-hidden="true">
          <div
            className={styles.filled}
            style={{ width: `${here > 0 ? Math.min(1, motion.cast / here) * 100 : 0}%` }}
          />
        </div>
      </div>
      <button type="button" className={styles.more} onClick={() => setSheet("missing")}>
        <AttendeesIcon size={22} />
        <span>{waited.length > 0 ? t("motion.missing", { count: waited.length }) : t("motion.allCast")}</span>
        <NextIcon />
      </button>
      <Dialog
        open={sheet === "missing"}
        onClose={() => setSheet(undefined)}
        title={t("motion.missingTitle")}
        description={waited.length === 0 ? t("motion.allCast") : undefined}
        wide
      >
        <ul className={styles.people}>
          {waited.map((id) => {
            const person = steady.attendees.people[id];
            return (
              person && (
                <li key={id}>
                  <span className={styles.name}>{person.name}</span>
                  <span className={styles.post}>{person.post}</span>
                  {person.seat && <span className={styles.seat}>{person.seat}</span>}
                </li>
              )
            );
          })}
        </ul>
      </Dialog>
      <OwnBallot
        key={motion.motion_id}
        open={sheet === "own"}
        onClose={() => setSheet(undefined)}
        question={motion.question}
        box={box}
        cut={cut}
      />
    </section>
  );
}

interface OwnBallotProps {
  open: boolean;
  onClose(): void;
  question: string;
  box: ReturnType<typeof useOwnBallot>;
  cut?: number;
}

/** Whoever runs the meeting votes like everybody else: choose, send, receipt. */
function OwnBallot({ open, onClose, question, box, cut }: OwnBallotProps) {
  const { t } = useTranslation();
  const [chosen, choose] = useState<Choice>();
  const { ballot } = box;
  const choice = ballot.stage === "none" ? chosen : ballot.choice;
  const done = ballot.stage === "cast" || ballot.stage === "kept";
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t("motion.yours")}
      description={question}
      wide
      actions={
        done ? (
          <Button size="bar" onClick={onClose}>
            {t("common.close")}
          </Button>
        ) : (
          <Button
            size="bar"
            variant="primary"
            icon={<SendIcon />}
            busy={ballot.stage === "sending"}
            aria-disabled={choice ? undefined : true}
            onClick={() => choice && box.send(choice)}
          >
            {t("motion.send")}
          </Button>
        )
      }
    >
      <div className={styles.ballot}>
        <Choices
          chosen={choice}
          fixed={ballot.stage === "cast" ? "sent" : ballot.stage === "kept" ? "kept" : undefined}
          onChoose={choose}
        />
        <BallotNote box={box} cut={cut} />
        {box.refusal && (
          <Notice tone="error" onDismiss={box.forget}>
            {box.refusal.message}
          </Notice>
        )}
      </div>
    </Dialog>
  );
}

function Counted({ view, motion }: MotionBoxProps) {
  const [names, setNames] = useState<Vote>();
  const { data } = useVotes(view.meeting_id, motion.closed_at ?? undefined);
  const vote = data?.votes.find((one) => one.motion_id === motion.motion_id);
  if (!motion.tally || !motion.closed_at) return null;
  return (
    <div className={styles.box}>
      <Result
        tally={motion.tally}
        closedAt={motion.closed_at}
        question={motion.question}
        onNames={vote ? () => setNames(vote) : undefined}
      />
      <Ballots vote={names} onClose={() => setNames(undefined)} />
    </div>
  );
}
