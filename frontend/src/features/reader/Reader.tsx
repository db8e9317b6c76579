// The reader of one paper, on the room's live channel: says in words why there is nothing to read.
import { useParams } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { LiveMeeting, usePicture } from "../../live/live.react";
import { Header } from "../../ui/Header";
import { PaperIcon, PreviousIcon } from "../../ui/Icon";
import { EmptyState } from "../../ui/State";
import { NoPicture } from "../meeting/NoPicture";
import { PaperScreen } from "./PaperScreen";
import styles from "./Reader.module.css";
import { atDesk, RoomLink } from "./RoomLink";

export function Reader() {
  const { meetingId, paperId } = useParams({ from: "/room/meetings/$meetingId/papers/$paperId" });
  return <Screen key={paperId} meeting={meetingId} id={paperId} />;
}

/** The same for the secretariat, who is in no room. */
export function DeskReader() {
  const { meeting, paperId } = useParams({ from: "/desk/meetings/$meeting/papers/$paperId" });
  return (
    <LiveMeeting key={meeting} meeting={meeting} door="desk">
      <Screen key={paperId} meeting={meeting} id={paperId} />
    </LiveMeeting>
  );
}

function Screen({ meeting, id }: { meeting: string; id: string }) {
  const { t } = useTranslation();
  const picture = usePicture();
  const { view, ended } = picture;
  const paper = view?.papers[id];
  // What has been opened stays on screen when it is withdrawn: nobody is torn out of a page.
  const [held, setHeld] = useState(paper);
  if (paper && paper !== held) setHeld(paper);

  if (ended || !view) {
    return (
      <Plain meeting={ended ? undefined : meeting}>
        <NoPicture picture={picture} />
      </Plain>
    );
  }
  if (!held) {
    return (
      <Plain meeting={meeting}>
        <EmptyState
          icon={<PaperIcon size={48} />}
          title={t("reader.none")}
          action={
            <RoomLink meeting={meeting} className={styles.wayBack}>
              {t(atDesk() ? "reader.backDeskLong" : "reader.backLong")}
            </RoomLink>
          }
        >
          {t("reader.noneDetail")}
        </EmptyState>
      </Plain>
    );
  }
  return <PaperScreen view={view} id={id} paper={held} withdrawn={!paper} />;
}

function Plain({ meeting, children }: { meeting?: string; children: ReactNode }) {
  const { t } = useTranslation();
  const lead = meeting && (
    <RoomLink meeting={meeting} className={styles.back}>
      <PreviousIcon />
      <span>{t(atDesk() ? "reader.backDesk" : "reader.back")}</span>
    </RoomLink>
  );
  return (
    <div className={styles.plain}>
      <Header lead={lead} title={t("reader.title")} />
      <main className={styles.plainBody}>{children}</main>
    </div>
  );
}
