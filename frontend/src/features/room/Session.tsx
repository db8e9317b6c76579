// The room while there is something to follow: strip, agenda, the item with its papers, and the bar.
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { MeetingView, Mine } from "../../live/frame";
import { Button } from "../../ui/Button";
import { FollowIcon, ReadIcon, VoteIcon } from "../../ui/Icon";
import { Notice } from "../../ui/Notice";
import { useReachable } from "../../ui/useReachable";
import { FloorButton } from "../floor/FloorButton";
import { seesButton } from "../floor/floor";
import { useFloorMessage } from "../floor/useFloorMessage";
import { useOwnFloor } from "../floor/useOwnFloor";
import { Rail } from "../meeting/Rail";
import { useReadState } from "../meeting/readState";
import { me, papersOf, shownItem } from "../meeting/situation";
import { useVoteAsked } from "../motion/useVoteMessage";
import { ServiceButton } from "../service/ServiceButton";
import { useSession } from "../signin/session";
import { CheckIn, mayCheckIn, useCheckIn } from "./CheckIn";
import { ItemPanel } from "./ItemPanel";
import { MyNotes } from "./MyNotes";
import { NewsButton } from "./NewsSheet";
import { rowOf } from "./PaperRow";
import { PresentButton } from "./PresentSheet";
import styles from "./Session.module.css";
import { Strip } from "./Strip";
import { useSettled } from "./steady";
import { useRoomLead } from "./useRoomLead";
import { useVisit } from "./visit.react";

export interface SessionProps {
  view: MeetingView;
  mine: Mine;
  now: number;
  cut?: number;
}

export function Session({ view, mine, now, cut }: SessionProps) {
  const { t } = useTranslation();
  const { account_id } = useSession();
  const readState = useReadState(account_id);
  const { selected, select, paper: lastPaper, leaveFor } = useVisit();
  const here = useCheckIn(view, cut);
  const floor = useOwnFloor(view, mine, cut);
  const floorMessage = useFloorMessage(floor, now);
  const vote = useVoteAsked(view, mine, now, cut);
  const heading = useRef<HTMLHeadingElement>(null);
  const main = useRef<HTMLElement>(null);
  useReachable(main);

  const current = view.agenda.current ?? undefined;
  const shown = shownItem(view, selected);
  const looking = current !== undefined && shown !== current;

  // The meeting has come to the item looked at: from here on it is followed again.
  useEffect(() => {
    if (selected && selected === current) select(undefined);
  }, [selected, current, select]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the page opens
  useEffect(() => {
    const row = lastPaper ? document.getElementById(rowOf(lastPaper)) : null;
    (row ?? heading.current)?.focus({ preventScroll: !row });
    leaveFor(undefined);
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another item is read from its top
  useEffect(() => {
    if (main.current) main.current.scrollTop = 0;
  }, [shown]);

  const { lead, message, follow, openPaper, acts } = useRoomLead(view, mine);
  // Nobody has asked for a ballot to stand here: a tap on its way to what stood here before is not taken for a vote.
  const settled = useSettled(vote.message ? "vote" : "read");
  const item = shown ? view.agenda.items[shown] : undefined;
  const papers = item ? papersOf(view, item) : [];
  const first = papers.find(({ id, paper }) => readState(id, paper.hash) !== "read") ?? papers[0];
  const refused = [here, floor, acts].find(({ refusal }) => refusal);
  const choose = (id: string | undefined) => {
    select(id === current ? undefined : id);
    heading.current?.focus({ preventScroll: true });
    // Where the agenda stands under the item, the item asked for would stay out of sight.
    main.current?.parentElement?.scrollTo(0, 0);
  };

  return (
    <>
      <Strip
        view={view}
        mine={mine}
        now={now}
        cut={cut}
        vote={vote.message}
        floor={floorMessage}
        lead={message}
      />
      <div className={styles.work}>
        <main ref={main} className={styles.main}>
          {shown ? (
            <ItemPanel
              view={view}
              id={shown}
              now={now}
              cut={cut}
              heading={heading}
              readState={readState}
              onReturn={looking ? () => choose(undefined) : undefined}
            />
          ) : (
            <h1 ref={heading} tabIndex={-1}>
              {t("room.agenda.none")}
            </h1>
          )}
        </main>
        <Rail view={view} shown={shown} now={now} cut={cut} readState={readState} onSelect={choose} />
        {refused?.refusal && (
          <div className={styles.refusal}>
            <Notice tone="error" onDismiss={refused.forget}>
              {refused.refusal.message}
            </Notice>
          </div>
        )}
      </div>
      <div className={styles.bar}>
        {mayCheckIn(view, mine) && <CheckIn {...here} />}
        {seesButton(view, mine) && (
          <FloorButton floor={floor} idle={view.agenda.items[current ?? ""]?.kind === "break"} />
        )}
        <NewsButton view={view} />
        <PresentButton view={view} />
        <MyNotes meeting={view.meeting_id} />
        {view.can.includes("call_service") && (
          <ServiceButton
            meeting={view.meeting_id}
            item={current}
            seat={me(view, mine)?.seat}
            cut={cut}
            className={styles.side}
          />
        )}
        {vote.message ? (
          <Button
            variant="primary"
            size="bar"
            className={styles.primary}
            icon={<VoteIcon />}
            onClick={() => settled() && vote.go()}
          >
            {t("motion.vote")}
          </Button>
        ) : lead ? (
          <Button
            variant="primary"
            size="bar"
            className={styles.primary}
            icon={<FollowIcon />}
            onClick={() => settled() && follow()}
          >
            {lead.title}
          </Button>
        ) : (
          <Button
            variant="primary"
            size="bar"
            className={styles.primary}
            icon={<ReadIcon />}
            aria-disabled={first ? undefined : true}
            onClick={() => first && settled() && openPaper(first.id)}
          >
            {t(first ? "room.openPaper" : "room.noPaper")}
          </Button>
        )}
      </div>
    </>
  );
}
