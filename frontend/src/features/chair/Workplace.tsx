// The console while there is something to run: agenda, the item, what the room sees, and the bar of acts.
import { useEffect, useRef, useState } from "react";
import type { MeetingView, Mine } from "../../live/frame";
import { Notice } from "../../ui/Notice";
import { useReachable } from "../../ui/useReachable";
import { neighbour } from "../agenda/timing";
import { FloorBox } from "../floor/FloorBox";
import { LeadBox } from "../follow/LeadBox";
import { Rail } from "../meeting/Rail";
import { useConduct } from "../meeting/useConduct";
import { CloseMotion } from "../motion/CloseMotion";
import { MotionBox } from "../motion/MotionBox";
import { missing, motionOf, openMotion } from "../motion/motion";
import { PutMotion } from "../motion/PutMotion";
import { useMotionActs } from "../motion/useMotionActs";
import { useSettled } from "../room/steady";
import { Attendance } from "./Attendance";
import { Bar, type Undo } from "./Bar";
import { Before } from "./Before";
import { EndOfMeeting } from "./EndOfMeeting";
import { ItemPanel } from "./ItemPanel";
import { type Question, Questions } from "./Questions";
import { Seen } from "./Seen";
import { type Step, useKeys } from "./useKeys";
import styles from "./Workplace.module.css";

const UNDO_MS = 8_000;

export interface WorkplaceProps {
  view: MeetingView;
  mine: Mine;
  now: number;
  /** Server time of the last word heard, once the line is cut. */
  cut?: number;
}

export function Workplace({ view, mine, now, cut }: WorkplaceProps) {
  const { agenda, phase } = view;
  const [selected, setSelected] = useState<string>();
  const [question, setQuestion] = useState<Question>();
  const { undo, offerUndo, withdrawUndo } = useUndo();
  const { conduct, doing, refusal, forget } = useConduct(view.meeting_id);
  const motions = useMotionActs(view.meeting_id);
  const [ask, setAsk] = useState<"put" | "close">();
  const main = useRef<HTMLElement>(null);
  const side = useRef<HTMLElement>(null);
  useReachable(main);
  useReachable(side);

  const current = agenda.current ?? undefined;
  // The meeting has come to the item looked at: from here on it is followed again.
  if (selected && selected === current) setSelected(undefined);
  const may = (action: MeetingView["can"][number]) => view.can.includes(action);
  const motion = motionOf(view);
  const open = openMotion(view);
  const waited = open ? missing(view, open).length : 0;
  const settled = useSettled(open ? "vote" : "agenda");
  const closeMotion = () => {
    setAsk(undefined);
    if (open) motions.act({ do: "close", motion: open.motion_id });
  };
  const next = neighbour(agenda, current, 1);
  const previous = neighbour(agenda, current, -1);
  const previewed = selected && selected !== current ? agenda.items[selected] : undefined;

  // The item is named, not "the next one": when chair and secretary press together, the meeting moves once.
  const goTo = (to: string, undoable = true) => {
    if (cut !== undefined || !may("advance_agenda")) return;
    conduct({ do: "advance", to }, () => {
      setSelected(undefined);
      if (undoable && current) offerUndo(current);
      else withdrawUndo();
    });
  };
  const primary = () => {
    // The second tap of two was meant for what stood in the corner before.
    if (cut !== undefined || !settled()) return;
    if (open) return waited > 0 ? setAsk("close") : closeMotion();
    if (phase === "published") {
      const { quorum } = view.attendance;
      return quorum && !quorum.reached ? setQuestion("open") : conduct({ do: "open" });
    }
    if (phase === "paused") return conduct({ do: "resume" });
    return next ? goTo(next) : may("close_session") && setQuestion("close");
  };
  useKeys((step: Step) => {
    if (phase !== "open") return;
    if (step === "next") primary();
    else if (previous && !open) goTo(previous, false);
  });

  const refused = [{ refusal, forget }, ...(ask === "put" ? [] : [motions])].find(({ refusal }) => refusal);

  return (
    <>
      <div className={styles.work}>
        <Rail view={view} shown={selected ?? current} now={now} cut={cut} onSelect={setSelected} />
        <main ref={main} className={styles.main}>
          {previewed && selected ? (
            <ItemPanel
              view={view}
              id={selected}
              now={now}
              cut={cut}
              onGo={may("advance_agenda") && cut === undefined ? () => goTo(selected) : undefined}
              onLeave={() => setSelected(undefined)}
            />
          ) : current ? (
            <ItemPanel view={view} id={current} now={now} cut={cut}>
              {motion && <MotionBox view={view} mine={mine} motion={motion} now={now} cut={cut} />}
              {agenda.items[current]?.kind === "matter" && !open && (
                <FloorBox view={view} now={now} cut={cut} />
              )}
            </ItemPanel>
          ) : (
            <Before view={view} />
          )}
        </main>
        <aside ref={side} className={styles.side}>
          {(phase === "open" || phase === "paused") && <LeadBox view={view} mine={mine} />}
          <Seen meeting={view.meeting_id} now={now} />
          <div className={styles.facts}>
            {phase === "published" ? null : <EndOfMeeting view={view} now={now} cut={cut} />}
            {phase === "published" && !previewed ? null : <Attendance view={view} />}
          </div>
        </aside>
        {refused?.refusal && (
          <div className={styles.refusal}>
            <Notice tone="error" onDismiss={refused.forget}>
              {refused.refusal.message}
            </Notice>
          </div>
        )}
      </div>
      <Bar
        view={view}
        mine={mine}
        cut={cut}
        doing={motions.doing === "close" ? "close_motion" : doing}
        undo={undo}
        next={next}
        previous={previous}
        onPrimary={primary}
        onGo={(to) => goTo(to, false)}
        onDeed={conduct}
        onVote={
          current && !previewed && agenda.items[current]?.kind === "matter" ? () => setAsk("put") : undefined
        }
        onClose={() => setQuestion("close")}
      />
      {current && may("put_motion") && (
        <PutMotion
          key={`${current} ${motion?.motion_id}`}
          view={view}
          item={current}
          open={ask === "put"}
          onClose={() => setAsk(undefined)}
          acts={motions}
        />
      )}
      <CloseMotion
        open={ask === "close" && open !== undefined}
        missing={waited}
        onAnswer={(yes) => (yes ? closeMotion() : setAsk(undefined))}
      />
      <Questions
        view={view}
        question={question}
        onAnswer={(yes) => {
          setQuestion(undefined);
          if (yes && question) conduct({ do: question });
        }}
      />
    </>
  );
}

/** For eight seconds after a step, the way back stands where the finger still is. */
function useUndo() {
  const [undo, setUndo] = useState<Undo>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const withdrawUndo = () => {
    clearTimeout(timer.current);
    setUndo(undefined);
  };
  const offerUndo = (to: string) => {
    clearTimeout(timer.current);
    setUndo({ to, offeredAt: performance.now() });
    timer.current = setTimeout(() => setUndo(undefined), UNDO_MS);
  };
  return { undo, offerUndo, withdrawUndo };
}
