// The page of a vote, from one's own seat: the question, the papers it is about, three choices, one ballot; then the receipt, then what was counted.
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { MeetingView, Mine } from "../../live/frame";
import { usePicture, useServerNow } from "../../live/live.react";
import { Button } from "../../ui/Button";
import { BackIcon, DoneIcon, PaperIcon, PreviewIcon, SendIcon, VoteIcon, WaitIcon } from "../../ui/Icon";
import { Notice } from "../../ui/Notice";
import { useReachable } from "../../ui/useReachable";
import { cutSince } from "../meeting/cut";
import { NoPicture } from "../meeting/NoPicture";
import { me, papersOf } from "../meeting/situation";
import { useWide } from "../reader/useWide";
import { useItemName } from "../room/itemName";
import page from "../room/Room.module.css";
import { RoomHeader } from "../room/RoomHeader";
import frame from "../room/Session.module.css";
import band from "../room/Strip.module.css";
import { useSettled, useSteady } from "../room/steady";
import { useVisit } from "../room/visit.react";
import { ServiceButton } from "../service/ServiceButton";
import { BallotNote } from "./BallotNote";
import { Ballots } from "./Ballots";
import { Choices } from "./Choices";
import { type Choice, type Motion, motionOf, noBallot } from "./motion";
import { type Vote as Counted, Result, useVotes } from "./Result";
import { TimeLeft } from "./TimeLeft";
import { useOwnBallot } from "./useOwnBallot";
import styles from "./Vote.module.css";

export function Vote() {
  const { t } = useTranslation();
  const picture = usePicture();
  const view = useSteady(picture.view);
  const now = useServerNow();
  const cut = cutSince(picture);
  if (picture.ended || !view) {
    return (
      <div className={page.room}>
        <RoomHeader />
        <main className={page.plain}>
          <NoPicture picture={picture} />
        </main>
      </div>
    );
  }
  return (
    <div className={page.room}>
      <title>{t("motion.pageTitle", { title: view.title })}</title>
      <RoomHeader title={view.title} picture={picture} now={now} cut={cut} />
      <Page view={view} mine={picture.mine} now={now} cut={cut} />
    </div>
  );
}

interface PageProps {
  view: MeetingView;
  mine: Mine;
  now: number;
  cut?: number;
}

function Page({ view, mine, now, cut }: PageProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const motion = motionOf(view);
  const without = noBallot(view, mine);
  const box = useOwnBallot(view, without === undefined, cut);
  const { ballot } = box;
  const [chosen, choose] = useState<{ motion: string; choice: Choice }>();
  // On a phone the choices come first: they must be in sight, with the question.
  const wide = useWide();
  const main = useRef<HTMLElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useReachable(main);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  const open = motion !== undefined && !motion.closed_at;
  const choice =
    ballot.stage !== "none"
      ? ballot.choice
      : chosen?.motion === motion?.motion_id
        ? chosen?.choice
        : undefined;
  const mayVote = open && without === undefined && (ballot.stage === "none" || ballot.stage === "sending");
  const fixed = ballot.stage === "cast" ? "sent" : ballot.stage === "kept" ? "kept" : undefined;
  // One element wherever it stands: what it says anew is heard.
  const note = without === undefined && <BallotNote key="note" box={box} cut={cut} />;
  const choices = without === undefined && (
    <Choices
      key="choices"
      chosen={choice}
      fixed={fixed}
      onChoose={(next) => motion && choose({ motion: motion.motion_id, choice: next })}
    />
  );
  const papers = motion && <Papers key="papers" view={view} item={motion.item_id} />;
  // The receipt stands first: however long the question, it is in sight.
  const inOrder = fixed ? [note, choices, papers] : wide ? [papers, choices, note] : [choices, note, papers];
  const settled = useSettled(mayVote ? "send" : "leave");
  const leave = () =>
    void navigate({ to: "/room/meetings/$meetingId", params: { meetingId: view.meeting_id } });
  return (
    <>
      <Band motion={motion} stage={ballot.stage} />
      <div className={frame.work}>
        <main ref={main} className={styles.main}>
          {!motion ? (
            <>
              <h1 ref={heading} tabIndex={-1} className={styles.question}>
                {t("motion.none")}
              </h1>
              <p>{t("motion.noneDetail")}</p>
            </>
          ) : (
            <>
              <div className={styles.top}>
                <div className={styles.about}>
                  <About view={view} motion={motion} />
                  <h1 ref={heading} tabIndex={-1} className={styles.question}>
                    {motion.question}
                  </h1>
                </div>
                {open && <TimeLeft motion={motion} now={now} cut={cut} />}
              </div>
              {open && without && (
                <Notice tone={without === "absent" ? "warning" : "info"}>{t(`motion.${without}`)}</Notice>
              )}
              {open && inOrder}
              {!open && <Outcome view={view} motion={motion} />}
              {!open && ballot.stage === "cast" && (
                <>
                  <p>{t("motion.yoursCast", { choice: t(`motion.choice.${ballot.choice}`) })}</p>
                  <BallotNote box={box} cut={cut} />
                </>
              )}
            </>
          )}
        </main>
        {box.refusal && (
          <div className={frame.refusal}>
            <Notice tone="error" onDismiss={box.forget}>
              {box.refusal.message}
            </Notice>
          </div>
        )}
      </div>
      <div className={frame.bar}>
        {mayVote && (
          <Button size="bar" className={frame.side} icon={<BackIcon />} onClick={leave}>
            {t("motion.toRoom")}
          </Button>
        )}
        {view.can.includes("call_service") && (
          <ServiceButton
            meeting={view.meeting_id}
            item={view.agenda.current ?? undefined}
            seat={me(view, mine)?.seat}
            cut={cut}
            className={frame.side}
          />
        )}
        {mayVote && choice && (
          <p className={styles.chosen}>
            {t("motion.chosenIs")}
            <strong>{t(`motion.choice.${choice}`)}</strong>
          </p>
        )}
        {mayVote ? (
          <Button
            variant="primary"
            size="bar"
            className={`${frame.primary} ${styles.primary}`}
            icon={<SendIcon />}
            busy={ballot.stage === "sending"}
            aria-disabled={choice ? undefined : true}
            onClick={() => choice && settled() && box.send(choice)}
          >
            {t("motion.send")}
          </Button>
        ) : (
          <Button
            variant="primary"
            size="bar"
            className={`${frame.primary} ${styles.primary}`}
            icon={<BackIcon />}
            onClick={() => settled() && leave()}
          >
            {t("motion.toRoom")}
          </Button>
        )}
      </div>
    </>
  );
}

/** What kind of vote it is, and how far one is with it: the same band the room has. */
function Band({ motion, stage }: { motion?: Motion; stage: string }) {
  const { t } = useTranslation();
  const [icon, title, detail] = !motion
    ? [<VoteIcon key="i" size={28} />, t("motion.none"), undefined]
    : motion.closed_at
      ? [<DoneIcon key="i" size={28} />, t("motion.counted"), t("motion.countedNote")]
      : stage === "kept"
        ? [<WaitIcon key="i" size={28} />, t("motion.keptTitle"), t("motion.openNote")]
        : [
            <PreviewIcon key="i" size={28} />,
            t(stage === "cast" ? "motion.done" : "motion.open"),
            t("motion.openNote"),
          ];
  return (
    <section className={band.strip} aria-label={t("room.strip.label")}>
      <span className={band.icon}>{icon}</span>
      <div className={band.text} aria-live="polite">
        <p className={band.title}>{title}</p>
        {detail && <p className={band.detail}>{detail}</p>}
      </div>
    </section>
  );
}

function About({ view, motion }: { view: MeetingView; motion: Motion }) {
  const { t } = useTranslation();
  const { short } = useItemName(view);
  return <p>{t("motion.about", { item: short(motion.item_id) })}</p>;
}

/** The papers of the item, one touch away: nobody votes on what they cannot look up. */
function Papers({ view, item: id }: { view: MeetingView; item: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { leaveFor } = useVisit();
  const item = view.agenda.items[id];
  const papers = item ? papersOf(view, item) : [];
  if (papers.length === 0) return null;
  return (
    <ul className={styles.papers}>
      {papers.map(({ id, paper }) => (
        <li key={id}>
          <button
            type="button"
            className={styles.paper}
            onClick={() => {
              leaveFor(id);
              void navigate({
                to: "/room/meetings/$meetingId/papers/$paperId",
                params: { meetingId: view.meeting_id, paperId: id },
              });
            }}
          >
            <PaperIcon />
            <span>{t("motion.pages", { title: paper.title, count: paper.pages })}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function Outcome({ view, motion }: { view: MeetingView; motion: Motion }) {
  const [names, setNames] = useState<Counted>();
  const { data } = useVotes(view.meeting_id, motion.closed_at);
  const vote = data?.votes.find((one) => one.motion_id === motion.motion_id);
  if (!motion.tally || !motion.closed_at) return null;
  return (
    <>
      <Result
        tally={motion.tally}
        closedAt={motion.closed_at}
        onNames={vote && view.audience !== "guest" ? () => setNames(vote) : undefined}
      />
      <Ballots vote={names} onClose={() => setNames(undefined)} />
    </>
  );
}
