// The desk of one meeting: head, tabs, and the tab that is open. Whatever happens to the line, the last picture stays.
import { getRouteApi, Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { usePicture } from "../../live/live.react";
import { Notice } from "../../ui/Notice";
import { ErrorState, Loading } from "../../ui/State";
import { AgendaTab } from "../agenda/AgendaTab";
import { AttendeesTab } from "../attendees/AttendeesTab";
import { PapersTab } from "../papers/PapersTab";
import { DeskShell } from "./DeskShell";
import { JournalTab } from "./JournalTab";
import { LiveStrip } from "./LiveStrip";
import styles from "./MeetingDesk.module.css";
import { MeetingHead } from "./MeetingHead";
import { MeetingTabs } from "./MeetingTabs";

const route = getRouteApi("/desk/meetings/$meeting");
const panels = { agenda: AgendaTab, attendees: AttendeesTab, papers: PapersTab, journal: JournalTab };

export function MeetingDesk() {
  const { t } = useTranslation();
  const { view, connection, heardAt, ended } = usePicture();
  const { tab = "agenda", paper } = route.useSearch();
  const Panel = panels[tab];
  const why = ended && t(`desk.meeting.ended.${ended}`);
  const way =
    ended === "signed_out" ? (
      <Link to="/signin">{t("desk.meeting.signInAgain")}</Link>
    ) : (
      <Link to="/desk">{t("desk.meeting.toCalendar")}</Link>
    );
  return (
    <DeskShell connection={ended ? undefined : connection} since={heardAt || undefined}>
      {view ? (
        <>
          {why && (
            <Notice tone="error" action={way}>
              {why}
            </Notice>
          )}
          <MeetingHead tab={tab} paper={paper} />
          <LiveStrip />
          <MeetingTabs open={tab} />
          <div className={styles.panel}>
            <Panel />
          </div>
        </>
      ) : why ? (
        <ErrorState title={t("desk.meeting.cannotOpen")} error={new Error(why)} action={way} />
      ) : (
        <Loading rows={8} />
      )}
    </DeskShell>
  );
}
