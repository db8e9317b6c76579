// The reader's header: the way back, the paper's whole title, whether the picture is live, and the time.
import type { Ref } from "react";
import { useTranslation } from "react-i18next";
import { clock } from "../../i18n/time";
import type { ChannelState } from "../../live/socket";
import { ConnectionBadge } from "../../ui/ConnectionBadge";
import { Header } from "../../ui/Header";
import { NotesIcon, PreviousIcon } from "../../ui/Icon";
import shared from "./Reader.module.css";
import styles from "./ReaderHeader.module.css";
import { atDesk, notesAddress, RoomLink } from "./RoomLink";

export interface ReaderHeaderProps {
  meeting: string;
  title: string;
  /** The page on screen, counted over the whole pack. */
  packPage?: number;
  heading: Ref<HTMLHeadingElement>;
  wide: boolean;
  now: number;
  connection: ChannelState;
  cut?: number;
}

export function ReaderHeader(props: ReaderHeaderProps) {
  const { meeting, title, packPage, heading, wide, now, connection, cut } = props;
  const { t } = useTranslation();
  // A title is never cut: where the band is too narrow it stands below it and takes the lines it needs.
  const name = (
    <h1 ref={heading} tabIndex={-1} className={wide ? styles.inBand : styles.name}>
      {title}
    </h1>
  );
  const inPack = packPage !== undefined && (
    <p className={wide ? styles.packInBand : styles.packBelow}>
      {t("reader.packPage", { page: String(packPage) })}
    </p>
  );
  const lead = (
    <>
      <RoomLink meeting={meeting} className={shared.back}>
        <PreviousIcon />
        <span>{t(atDesk() ? "reader.backDesk" : "reader.back")}</span>
      </RoomLink>
      {wide && name}
      {wide && inPack}
    </>
  );
  return (
    <>
      <Header lead={lead}>
        <RoomLink
          meeting={meeting}
          to={notesAddress(meeting)}
          className={styles.notes}
          label={t("notes.mine")}
        >
          <NotesIcon />
          <span className={styles.long}>{t("notes.mine")}</span>
          <span className={styles.short}>{t("notes.mineShort")}</span>
        </RoomLink>
        <ConnectionBadge state={connection} since={cut} />
        <time className={styles.clock}>{clock(now)}</time>
      </Header>
      {!wide && (
        <div className={styles.below}>
          {name}
          {inPack}
        </div>
      )}
    </>
  );
}
