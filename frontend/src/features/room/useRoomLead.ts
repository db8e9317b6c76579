// Leading, as the room's page has to do with it: an offer to follow, the way into the paper, and following on by itself.
import { useNavigate } from "@tanstack/react-router";
import { useCallback, useEffect } from "react";
import type { MeetingView, Mine } from "../../live/frame";
import { following, setFollowing, useFollowing } from "../follow/following";
import { leadOf } from "../follow/lead";
import { useLeadWords } from "../follow/leadWords";
import { useLeadActs } from "../follow/useLeadActs";
import { useLeadMessage } from "../follow/useLeadMessage";
import { useVisit } from "./visit.react";

export function useRoomLead(view: MeetingView, mine: Mine) {
  const navigate = useNavigate();
  const { leaveFor } = useVisit();
  const meeting = view.meeting_id;
  const acts = useLeadActs(meeting);
  const words = useLeadWords();
  const { follows } = useFollowing(meeting);
  const openPaper = useCallback(
    (paper: string) => {
      leaveFor(paper);
      void navigate({
        to: "/room/meetings/$meetingId/papers/$paperId",
        params: { meetingId: meeting, paperId: paper },
      });
    },
    [navigate, leaveFor, meeting],
  );
  const message = useLeadMessage({ view, mine, acts, open: openPaper });
  const lead = leadOf(view, mine);
  const led = lead && !lead.mine ? lead.paper : undefined;

  // Whoever came here by their own hand does not follow; whoever came with the meeting does.
  useEffect(() => {
    if (following(meeting).onTheWay) setFollowing(meeting, { onTheWay: false });
    else if (following(meeting).follows) setFollowing(meeting, { follows: false });
  }, [meeting]);
  useEffect(() => {
    if (follows && led) openPaper(led);
  }, [follows, led, openPaper]);

  return {
    message,
    acts,
    openPaper,
    /** What the primary says while a paper is led that may be followed. */
    lead: lead && led ? { title: words.followTitle(lead) } : undefined,
    follow: () => setFollowing(meeting, { follows: true }),
  };
}
