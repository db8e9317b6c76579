// The head of a meeting: what it is, when, where, who chairs, and the one primary act of the open tab.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { longDate } from "../../i18n/time";
import { useView } from "../../live/live.react";
import type { DeskTab } from "../../routes/desk";
import { Button } from "../../ui/Button";
import {
  AccountIcon,
  CalendarIcon,
  EditIcon,
  MoreIcon,
  PlaceIcon,
  PreviewIcon,
  PublishIcon,
} from "../../ui/Icon";
import { AddAttendees } from "../attendees/AddAttendees";
import { SaveMinutes } from "../minutes/SaveMinutes";
import { AddPapersButton } from "../papers/AddPapersButton";
import { called } from "../people/directory";
import { EditMeeting } from "./EditMeeting";
import styles from "./MeetingHead.module.css";
import { PhaseMark } from "./PhaseMark";
import { Preview } from "./Preview";
import { Publish } from "./Publish";
import { span } from "./WeekGrid";

type Asked = "edit" | "preview" | "publish" | "attendees";

export function MeetingHead({ tab, paper }: { tab: DeskTab; paper?: string }) {
  const { t } = useTranslation();
  const view = useView((whole) => whole);
  const [asked, setAsked] = useState<Asked>();
  const close = () => setAsked(undefined);
  const chair = view.attendees.order
    .map((id) => view.attendees.people[id])
    .find((person) => person?.role === "chair");
  const may = (action: (typeof view.can)[number]) => view.can.includes(action);
  const ownPrimary =
    (tab === "papers" && !paper && may("attach_paper")) || (tab === "attendees" && may("edit_attendees"));
  return (
    <div className={styles.head}>
      <div className={styles.line}>
        <h1 className={styles.title}>{view.title}</h1>{" "}
        <span className={styles.phase}>
          <PhaseMark phase={view.phase} />
        </span>
      </div>
      <div className={styles.actions}>
        <Button icon={<PreviewIcon />} onClick={() => setAsked("preview")}>
          {t("desk.preview.open")}
        </Button>
        {may("publish_meeting") && (
          <Button
            variant={ownPrimary ? "secondary" : "primary"}
            icon={<PublishIcon />}
            onClick={() => setAsked("publish")}
          >
            {t("desk.publish.act")}
          </Button>
        )}
        {/* The journal's tab has it in its own words. */}
        {view.phase === "closed" && tab !== "journal" && may("draft_minutes") && (
          <SaveMinutes meeting={view.meeting_id} primary />
        )}
        {tab === "papers" && !paper && may("attach_paper") && <AddPapersButton />}
        {tab === "attendees" && may("edit_attendees") && (
          <Button variant="primary" icon={<MoreIcon />} onClick={() => setAsked("attendees")}>
            {t("desk.attendees.add")}
          </Button>
        )}
      </div>
      <div className={styles.facts}>
        <p>
          <CalendarIcon size={20} />
          {longDate(view.starts_at)}, {span(view)}
        </p>
        <p>
          <PlaceIcon size={20} />
          {view.room}
        </p>
        <p>
          <AccountIcon size={20} />
          {chair
            ? t("desk.meeting.chair", { name: called(chair), post: chair.post })
            : t("desk.meeting.noChair")}
        </p>
        {may("edit_meeting") && (
          <Button
            variant="quiet"
            className={styles.edit}
            icon={<EditIcon size={18} />}
            aria-label={t("desk.meeting.edit")}
            onClick={() => setAsked("edit")}
          >
            {t("desk.edit")}
          </Button>
        )}
      </div>
      {asked === "edit" && <EditMeeting onClose={close} />}
      {asked === "preview" && <Preview onClose={close} />}
      {asked === "publish" && <Publish onClose={close} />}
      {asked === "attendees" && <AddAttendees onClose={close} />}
    </div>
  );
}
