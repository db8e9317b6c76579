// What the room sees of a meeting, drawn from the wall's view alone: on the wall, and small on the chair's console.
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { clock, longDate } from "../../i18n/time";
import type { MeetingView } from "../../live/frame";
import { OfflineIcon, OnlineIcon, RefreshIcon } from "../../ui/Icon";
import { titled } from "../agenda/titled";
import { motionOf } from "../motion/motion";
import { FittedTitle } from "./FittedTitle";
import { WallAgenda } from "./WallAgenda";
import { WallFacts } from "./WallFacts";
import styles from "./WallPicture.module.css";
import { useStage } from "./WallStage";
import { WallVote } from "./WallVote";

export interface WallPictureProps {
  view: MeetingView;
  house: string;
  now: number;
  live: boolean;
  /** Server time of the last word heard, once the line is cut. */
  cut?: number;
}

export function WallPicture({ view, house, now, live, cut }: WallPictureProps) {
  const Main = useStage().small ? "div" : "main";
  return (
    <div className={styles.picture}>
      <WallHead house={house} live={live} cut={cut} />
      <Main className={styles.body}>
        <Body view={view} now={now} trusted={cut === undefined} />
      </Main>
      {/* What was counted has numbers of its own, and needs the room. */}
      {!showsResult(view) && (
        <div className={styles.foot}>
          <WallFacts view={view} now={now} trusted={cut === undefined} />
        </div>
      )}
    </div>
  );
}

export interface WallHeadProps extends Pick<WallPictureProps, "house" | "cut"> {
  /** Absent where there is no line to speak of. */
  live?: boolean;
}

export function WallHead({ house, live, cut }: WallHeadProps) {
  const { t } = useTranslation();
  const Icon = cut !== undefined ? OfflineIcon : live ? OnlineIcon : RefreshIcon;
  const words =
    cut !== undefined
      ? t("wall.lostSince", { time: clock(cut) })
      : live
        ? t("wall.connected")
        : t("wall.connecting");
  return (
    <header className={styles.head}>
      <p className={styles.house}>{house}</p>
      {live !== undefined && (
        <p className={styles.link} role="status">
          <Icon size={44} />
          <span>{words}</span>
        </p>
      )}
    </header>
  );
}

/** A result stays until somebody speaks again, or the meeting goes on. */
function showsResult(view: MeetingView): boolean {
  return view.phase === "open" && Boolean(motionOf(view)?.closed_at) && !view.floor?.speaker;
}

function Body({ view, now, trusted }: { view: MeetingView; now: number; trusted: boolean }) {
  const { t } = useTranslation();
  const { agenda, phase, session } = view;
  const item = agenda.current ? agenda.items[agenda.current] : undefined;
  const matter = (number: number) =>
    agenda.total ? t("wall.matter", { number, total: agenda.total }) : t("wall.matterAlone", { number });

  if (phase === "closed") {
    return (
      <Words meeting={view} title={t("wall.closed")}>
        {t("wall.thanks")}
      </Words>
    );
  }
  if (phase === "paused") {
    const since = session.paused_at;
    const title = since ? t("wall.pausedSince", { time: clock(since) }) : t("wall.paused");
    const called = item && [item.number && matter(item.number), item.short_title].filter(Boolean).join(", ");
    return (
      <Words meeting={view} title={title}>
        {called && (
          <>
            <span className={styles.soft}>{t("wall.afterPause")}</span>
            {called}
          </>
        )}
      </Words>
    );
  }
  if (phase === "open" && item) {
    const label = item.number ? matter(item.number) : undefined;
    const speaker = view.floor?.speaker;
    const waiting = view.floor?.count ?? 0;
    const motion = motionOf(view);
    if (motion && (!motion.closed_at || showsResult(view))) {
      return <WallVote view={view} motion={motion} now={now} trusted={trusted} />;
    }
    const named = speaker ?? item.presenter;
    return (
      <Words
        meeting={view}
        label={label}
        beside={waiting > 0 ? t("floor.wallWaiting", { count: waiting }) : undefined}
        title={item.title}
        short={item.short_title}
      >
        {named && (
          <>
            <span className={styles.soft}>{t(speaker ? "floor.wall" : "wall.presenter")}</span>
            {titled(named)}
          </>
        )}
      </Words>
    );
  }
  if (phase === "open") return <Words meeting={view} label={t("wall.open")} title={view.title} />;
  return <Welcome view={view} />;
}

interface WordsProps {
  meeting: MeetingView;
  label?: string;
  /** At the end of the label's line. */
  beside?: string;
  title: string;
  short?: string;
  children?: ReactNode;
}

function Words({ meeting, label, beside, title, short, children }: WordsProps) {
  return (
    <>
      <div className={styles.meeting}>
        <p>{meeting.title}</p>
        <p>{meeting.room}</p>
      </div>
      {label && (
        <p className={styles.label}>
          <span>{label}</span>
          {beside && <span className={styles.beside}>{beside}</span>}
        </p>
      )}
      <FittedTitle title={title} short={short} />
      {children && <p className={styles.line}>{children}</p>}
    </>
  );
}

function Welcome({ view }: { view: MeetingView }) {
  const { t } = useTranslation();
  const chair = view.attendees.order
    .map((id) => view.attendees.people[id])
    .find((attendee) => attendee?.role === "chair");
  return (
    <>
      <FittedTitle title={view.title} from="medium" />
      <p className={styles.line}>{t("wall.place", { room: view.room, date: longDate(view.starts_at) })}</p>
      {chair && (
        <p className={styles.line}>
          <span className={styles.soft}>{t("wall.chair")}</span>
          {titled(chair)}
        </p>
      )}
      <WallAgenda agenda={view.agenda} />
    </>
  );
}
