// What stands in the reader's primary corner while a paper is led: follow, follow no longer, lead from here, stop leading.
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useLedPage } from "../../live/live.react";
import { Button } from "../../ui/Button";
import { FollowIcon, LeadIcon, StopIcon } from "../../ui/Icon";
import styles from "./LeadPrimary.module.css";
import type { Lead } from "./lead";
import { useLeadWords } from "./leadWords";

export interface LeadPrimaryProps {
  lead: Lead;
  leading: boolean;
  following: boolean;
  /** Whether the paper on screen is the one that is led. */
  here: boolean;
  busy: boolean;
  onFollow(): void;
  onFree(): void;
  onLead(): void;
  onEnd(): void;
}

export function LeadPrimary(props: LeadPrimaryProps) {
  const { lead, leading, following, here, busy } = props;
  const { t } = useTranslation();
  const words = useLeadWords();
  const page = useLedPage(lead.number);
  if (lead.mine) {
    return leading ? (
      <Corner
        icon={<StopIcon />}
        title={t("follow.stop")}
        detail={t("follow.stopDetail")}
        busy={busy}
        onClick={props.onEnd}
      />
    ) : (
      <Corner
        primary
        icon={<LeadIcon />}
        title={t(here ? "follow.leadFromHere" : "follow.lead")}
        detail={t(here ? "follow.leadFromHereDetail" : "follow.leadingAnother")}
        busy={busy}
        onClick={props.onLead}
      />
    );
  }
  const at =
    page === undefined
      ? words.name(lead)
      : t("follow.atPage", { name: words.name(lead), page: String(page) });
  return following ? (
    <Corner
      icon={<FollowIcon />}
      pressed
      title={words.followingTitle(lead)}
      detail={at}
      onClick={props.onFree}
    />
  ) : (
    <Corner
      primary
      icon={<FollowIcon />}
      pressed={false}
      title={words.followTitle(lead)}
      detail={at}
      onClick={props.onFollow}
    />
  );
}

interface CornerProps {
  primary?: boolean;
  pressed?: boolean;
  icon: ReactNode;
  title: string;
  detail: string;
  busy?: boolean;
  onClick(): void;
}

function Corner({ primary, pressed, icon, title, detail, busy, onClick }: CornerProps) {
  return (
    <Button
      variant={primary ? "primary" : "secondary"}
      size="bar"
      className={`${styles.corner} ${primary ? "" : styles.outlined}`}
      icon={icon}
      busy={busy}
      aria-pressed={pressed}
      onClick={onClick}
    >
      <span className={styles.title}>{title}</span>
      <span className={styles.detail}>{detail}</span>
    </Button>
  );
}
