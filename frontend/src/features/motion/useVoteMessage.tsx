// What the notice slot says to whoever is asked to vote: the question, what is left of its time, and in a paper the way to the ballot.
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { stopwatch } from "../../i18n/time";
import type { MeetingView, Mine } from "../../live/frame";
import { Button } from "../../ui/Button";
import { VoteIcon } from "../../ui/Icon";
import type { FloorMessage } from "../floor/useFloorMessage";
import { noBallot, openMotion, timeLeft } from "./motion";
import { useOwnBallot } from "./useOwnBallot";

export interface VoteAsked {
  /** One is to vote, and has not: nothing where one is not asked. */
  message?: Omit<FloorMessage, "clock"> & { clock?: string };
  /** To the vote's page. */
  go(): void;
}

/** `button`: where the screen has no other way to the ballot. */
export function useVoteAsked(
  view: MeetingView,
  mine: Mine,
  now: number,
  cut: number | undefined,
  button = false,
): VoteAsked {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const motion = openMotion(view);
  const has = motion !== undefined && noBallot(view, mine) === undefined;
  const { ballot } = useOwnBallot(view, has, cut);
  const go = () =>
    void navigate({ to: "/room/meetings/$meetingId/vote", params: { meetingId: view.meeting_id } });
  if (!motion || !has || ballot.stage === "cast" || ballot.stage === "kept") return { go };
  const left = timeLeft(motion, now);
  return {
    go,
    message: {
      icon: <VoteIcon size={28} />,
      title: t("motion.asked"),
      detail: motion.question,
      quoted: true,
      clock: left !== undefined && left > 0 && cut === undefined ? stopwatch(left) : undefined,
      actions: button ? (
        <Button variant="primary" onClick={go}>
          {t("motion.vote")}
        </Button>
      ) : undefined,
    },
  };
}
