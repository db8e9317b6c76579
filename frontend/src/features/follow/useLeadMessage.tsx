// What the one notice slot says of leading: who asks the chair, that the lead was given, that somebody leads.
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { MeetingView, Mine } from "../../live/frame";
import { Button } from "../../ui/Button";
import { FollowIcon, LeadIcon, WaitIcon } from "../../ui/Icon";
import { following, setFollowing, useFollowing } from "./following";
import { askedBy, decides, leadOf, requests } from "./lead";
import { useLeadWords } from "./leadWords";
import type { useLeadActs } from "./useLeadActs";

export interface LeadMessage {
  icon: ReactNode;
  title: string;
  detail?: string;
  /** The detail is a paper's title: two lines of it are enough to know it by, and more would push the page. */
  quoted?: boolean;
  actions?: ReactNode;
}

export interface LeadMessageProps {
  view: MeetingView;
  mine: Mine;
  acts: ReturnType<typeof useLeadActs>;
  /** Goes to a paper. */
  open(paper: string): void;
  /** The paper on screen: there, the large button of the corner leads back to whoever leads. */
  here?: string;
}

export function useLeadMessage({ view, mine, acts, open, here }: LeadMessageProps): LeadMessage | undefined {
  const { t } = useTranslation();
  const words = useLeadWords();
  const meeting = view.meeting_id;
  const { follows, leads, declined, claims } = useFollowing(meeting);
  const lead = leadOf(view, mine);
  const asked = askedBy(view, mine);
  const refused = useRefused(meeting, asked, lead?.mine === true, view.agenda.current);
  const title = (paper: string) => view.papers[paper]?.title;

  const [request] = decides(view) ? requests(view) : [];
  if (request) {
    return {
      icon: <LeadIcon size={28} />,
      title: t("follow.asks", { name: t("room.comrade", { name: request.person?.name ?? "" }) }),
      detail: request.title,
      quoted: true,
      actions: (
        <>
          <Button onClick={() => acts.decline(request.id)}>{t("follow.decline")}</Button>
          <Button variant="primary" onClick={() => acts.give(request.paper, request.id)}>
            {t("follow.grant")}
          </Button>
        </>
      ),
    };
  }
  if (lead?.mine && lead.paper && leads === undefined && !claims && !decides(view)) {
    const { paper, number } = lead;
    return {
      icon: <LeadIcon size={28} />,
      title: t("follow.given"),
      detail: title(paper),
      quoted: true,
      actions: (
        <Button
          variant="primary"
          onClick={() => {
            setFollowing(meeting, { leads: number, follows: false });
            open(paper);
          }}
        >
          {t("follow.begin")}
        </Button>
      ),
    };
  }
  if (asked) {
    return {
      icon: <WaitIcon size={28} />,
      title: t("follow.waiting"),
      detail: title(asked),
      quoted: true,
      actions: <Button onClick={() => acts.end()}>{t("follow.askBack")}</Button>,
    };
  }
  if (refused.yes) {
    return {
      icon: <LeadIcon size={28} />,
      title: t("follow.declined"),
      detail: t("follow.declinedDetail"),
      actions: <Button onClick={refused.dismiss}>{t("common.dismiss")}</Button>,
    };
  }
  // On the paper itself nothing need be said: whoever moves away from the leader has just seen that somebody leads.
  if (lead?.paper && lead.paper !== here && !lead.mine && !follows && declined !== lead.number) {
    const { paper, number } = lead;
    return {
      icon: <FollowIcon size={28} />,
      title: words.leads(lead),
      detail: title(paper),
      quoted: true,
      actions: (
        <>
          <Button onClick={() => setFollowing(meeting, { declined: number })}>{t("follow.later")}</Button>
          {here === undefined && (
            <Button
              variant="primary"
              onClick={() => {
                setFollowing(meeting, { follows: true });
                open(paper);
              }}
            >
              {words.followTitle(lead)}
            </Button>
          )}
        </>
      ),
    };
  }
  return undefined;
}

/** A request that has gone, within the same item and without the lead, was refused, unless one took it back oneself. */
function useRefused(meeting: string, asked: string | undefined, leads: boolean, current: string | undefined) {
  const before = useRef({ asked, current });
  const [yes, setYes] = useState(false);
  useEffect(() => {
    const was = before.current;
    before.current = { asked, current };
    if (asked || leads) setYes(false);
    else if (was.asked && was.current === current && following(meeting).claims) setYes(true);
  }, [meeting, asked, leads, current]);
  const dismiss = () => {
    setYes(false);
    setFollowing(meeting, { claims: undefined });
  };
  return { yes, dismiss };
}
