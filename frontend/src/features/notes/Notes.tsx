// "Ghi chú của tôi": everything one has written, of the meeting one comes from or of all.
import { getRouteApi, Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Header } from "../../ui/Header";
import { PreviousIcon } from "../../ui/Icon";
import { Segments } from "../../ui/Segments";
import reader from "../reader/Reader.module.css";
import { RoomLink } from "../reader/RoomLink";
import { MarkedPages } from "./MarkedPages";
import styles from "./Notes.module.css";

const room = getRouteApi("/room/notes");
const desk = getRouteApi("/desk/notes");

export function RoomNotes() {
  const { t } = useTranslation();
  const { within, meeting } = room.useSearch();
  const navigate = room.useNavigate();
  const home = (
    <Link to="/room" className={reader.back}>
      <PreviousIcon />
      <span>{t("notes.list.home")}</span>
    </Link>
  );
  return (
    <Page
      home={home}
      within={within}
      meeting={meeting}
      onChoose={(next) => void navigate({ search: { within, meeting: next }, replace: true })}
    />
  );
}

export function DeskNotes() {
  const { t } = useTranslation();
  const { within, meeting } = desk.useSearch();
  const navigate = desk.useNavigate();
  const home = (
    <Link to="/desk" className={reader.back}>
      <PreviousIcon />
      <span>{t("notes.list.deskHome")}</span>
    </Link>
  );
  return (
    <Page
      home={home}
      within={within}
      meeting={meeting}
      onChoose={(next) => void navigate({ search: { within, meeting: next }, replace: true })}
    />
  );
}

interface PageProps {
  home: React.ReactNode;
  within?: string;
  meeting?: string;
  onChoose(meeting: string | undefined): void;
}

function Page({ home, within, meeting, onChoose }: PageProps) {
  const { t } = useTranslation();
  const lead = within ? (
    <RoomLink meeting={within} className={reader.back}>
      <PreviousIcon />
      <span>{t("notes.list.back")}</span>
    </RoomLink>
  ) : (
    home
  );
  return (
    <div className={styles.page}>
      <title>{t("notes.list.pageTitle")}</title>
      <Header lead={lead} title={t("notes.list.title")} />
      <main className={styles.main}>
        <h1 className="heard">{t("notes.list.title")}</h1>
        <p className={styles.mine}>{t("notes.list.mine")}</p>
        {within && (
          <Segments
            label={t("notes.list.scope")}
            value={meeting ? "meeting" : "all"}
            options={[
              { value: "meeting", text: t("notes.list.thisMeeting") },
              { value: "all", text: t("notes.list.allMeetings") },
            ]}
            onChange={(scope) => onChoose(scope === "meeting" ? within : undefined)}
          />
        )}
        <MarkedPages meeting={meeting} />
      </main>
    </div>
  );
}
