// The reader's header: the way back, the paper's whole title, whether the picture is live, and the time.
import type { Ref } from "react";
import { useTranslation } from "react-i18next";
import { clock } from "../../i18n/time";
import type { ChannelState } from "../../live/socket";
import { ConnectionBadge } from "../../ui/ConnectionBadge";
import { Header } from "../../ui/Header";
import { PreviousIcon } from "../../ui/Icon";
import shared from "./Reader.module.css";
import styles from "./ReaderHeader.module.css";
import { atDesk, RoomLink } from "./RoomLink";

export interface ReaderHeaderProps {
  meeting: string;
  title: string;
  heading: Ref<HTMLHeadingElement>;
  wide: boolean;
  now: number;
  connection: ChannelState;
  cut?: number;
}

export function ReaderHeader({ meeting, title, heading, wide, now, connection, cut }: ReaderHeaderProps) {
  const { t } = useTranslation();
  // A title is never cut: where the band is too narrow it stands below it and takes the lines it needs.
  const name = (
    <h1 ref={heading} tabIndex={-1} className={wide ? styles.inBand : styles.below}>
      {title}
    </h1>
  );
  const lead = (
    <>
      <RoomLink meeting={meeting} className={shared.back}>
        <PreviousIcon />
        <span>{t(atDesk() ? "reader.backDesk" : "reader.back")}</span>
      </RoomLink>
      {wide && name}
    </>
  );
  return (
    <>
      <Header lead={lead}>
        <ConnectionBadge state={connection} since={cut} />
        <time className={styles.clock}>{clock(now)}</time>
      </Header>
      {!wide && name}
    </>
  );
}
