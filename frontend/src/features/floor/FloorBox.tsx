// The floor at the chair's console: who speaks and for how long, who is next, one touch for each; nothing in it moves.
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { clock, stopwatch } from "../../i18n/time";
import type { MeetingView } from "../../live/frame";
import { Button } from "../../ui/Button";
import { AttendeesIcon, NextIcon, PresenterIcon } from "../../ui/Icon";
import { Notice } from "../../ui/Notice";
import { called } from "../agenda/titled";
import { leaveFocus } from "../meeting/leaveFocus";
import { useSteady } from "../room/steady";
import styles from "./FloorBox.module.css";
import { FloorRow } from "./FloorRow";
import { FloorSheet } from "./FloorSheet";
import { queueOf, speakerOf, spoken } from "./floor";
import { type FloorDeed, useFloorActs } from "./useFloorActs";

/** As many as always have their place; the others are one touch away. */
const ROWS = 2;
/** A finger that has just invited somebody may press again: the next one is not meant. */
const DEAF_MS = 800;

export interface FloorBoxProps {
  view: MeetingView;
  now: number;
  cut?: number;
}

export function FloorBox({ view, now, cut }: FloorBoxProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [out, setOut] = useState<string>();
  const { act, doing, refusal, forget } = useFloorActs(view.meeting_id);
  const steady = useSteady(view);
  const pressed = useRef(Number.NEGATIVE_INFINITY);
  const queue = queueOf(steady);
  const speaker = speakerOf(steady);
  const off = cut !== undefined;
  const mayGive = view.can.includes("give_floor") && !off;
  const mayDecline = view.can.includes("decline_speech") && !off;
  const mayEnd = view.can.includes("end_speech") && !off;
  const close = () => {
    setOpen(false);
    setOut(undefined);
  };
  const once = (deed: FloorDeed, after: () => void) => {
    const at = performance.now();
    if (at - pressed.current < DEAF_MS) return;
    pressed.current = at;
    act(deed, after);
  };
  const give = (to: string) => once({ do: "give", to }, close);
  const decline = (whom: string) =>
    once({ do: "decline", whom }, () => {
      const person = view.attendees.people[whom];
      setOut(person && called(person));
    });
  const more = queue.length - ROWS;

  return (
    <section className={styles.floor} aria-labelledby="floor">
      <h2 id="floor" className="heard">
        {t("floor.title")}
      </h2>
      <div className={styles.speaker}>
        <div className={styles.words} aria-live="polite">
          <p className={styles.sign}>
            <PresenterIcon size={22} />
            <span>
              {speaker && cut !== undefined
                ? t("floor.spokeAt", { time: clock(cut) })
                : t(speaker ? "floor.speaking" : "floor.nobody")}
            </span>
          </p>
          {speaker && (
            <>
              <p className={styles.name}>{called(speaker)}</p>
              <p className={styles.post}>{speaker.post}</p>
            </>
          )}
        </div>
        {speaker && (
          <>
            <p className={styles.time} role="timer" aria-live="off" aria-label={t("floor.clock")}>
              {!off && stopwatch(spoken(speaker, now))}
            </p>
            <Button
              size="bar"
              disabled={!mayEnd}
              busy={doing === "end"}
              aria-label={t("floor.endOf", { name: speaker.name })}
              onClick={(event) => {
                leaveFocus(event);
                act({ do: "end", whose: speaker.attendee_id });
              }}
            >
              {t("floor.endShort")}
            </Button>
          </>
        )}
      </div>
      <ol className={styles.queue} aria-label={t("floor.queue")}>
        {queue.slice(0, ROWS).map((id, place) => (
          <FloorRow
            // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place, so that the keyboard stays where it is
            key={place}
            person={steady.attendees.people[id]}
            place={place + 1}
            mayGive={mayGive}
            onInvite={(event) => {
              leaveFocus(event);
              give(id);
            }}
          />
        ))}
        {queue.length === 0 && <li className={styles.none}>{t("floor.noRequest")}</li>}
      </ol>
      <button type="button" className={styles.more} onClick={() => setOpen(true)}>
        <AttendeesIcon size={22} />
        <span>
          {more > 0
            ? t("floor.more", { count: more })
            : t(queue.length > 0 ? "floor.manage" : "floor.others")}
        </span>
        <NextIcon />
      </button>
      {refusal && !open && (
        <Notice tone="error" onDismiss={forget}>
          {refusal.message}
        </Notice>
      )}
      <FloorSheet
        open={open}
        onClose={() => {
          close();
          forget();
        }}
        view={steady}
        mayGive={mayGive}
        mayDecline={mayDecline}
        out={out}
        onDecline={decline}
        refusal={refusal?.message}
        onDismiss={forget}
        onGive={give}
      />
    </section>
  );
}
