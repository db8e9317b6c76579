// The red band of every page of the room: the way home, the meeting, whether the picture is live, the time.
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { clock } from "../../i18n/time";
import type { PictureState } from "../../live/picture";
import { Header } from "../../ui/Header";
import { DoneIcon, OfflineIcon, RefreshIcon, SearchIcon } from "../../ui/Icon";
import { BatteryBadge } from "../comfort/BatteryBadge";
import { Options } from "../meeting/Options";
import styles from "./RoomHeader.module.css";

export interface RoomHeaderProps {
  title?: string;
  picture?: PictureState;
  now?: number;
  /** Server time of the last word heard, once the line is cut. */
  cut?: number;
}

export function RoomHeader({ title, picture, now, cut }: RoomHeaderProps) {
  const { t } = useTranslation();
  const lead = (
    <>
      <Link className={styles.brand} to="/room" aria-label={t("room.toHome")}>
        {t("common.product")}
      </Link>
      {title && <p className={`${styles.title} ${cut === undefined ? "" : styles.giveWay}`}>{title}</p>}
    </>
  );
  return (
    <Header lead={lead}>
      <BatteryBadge />
      {picture && now !== undefined && <Sync picture={picture} now={now} cut={cut} />}
      {now !== undefined && <time className={styles.clock}>{clock(now)}</time>}
      <SearchLink meeting={picture?.view?.meeting_id} />
      <Options />
    </Header>
  );
}

/** From within a meeting its own papers are searched first. */
function SearchLink({ meeting }: { meeting?: string }) {
  const { t } = useTranslation();
  return (
    <Link
      className={styles.search}
      to="/room/search"
      search={meeting ? { meeting, within: meeting } : {}}
      aria-label={t("search.title")}
    >
      <SearchIcon />
    </Link>
  );
}

function Sync({ picture, now, cut }: { picture: PictureState; now: number; cut?: number }) {
  const { t } = useTranslation();
  if (cut !== undefined) {
    return (
      <p className={`${styles.sync} ${styles.lost}`}>
        <OfflineIcon size={24} />
        <span>{t("common.connection.lost")}</span>
      </p>
    );
  }
  if (picture.connection !== "live") {
    return (
      <p className={styles.sync}>
        <RefreshIcon size={24} />
        <span className={styles.words}>{t("common.connection.connecting")}</span>
      </p>
    );
  }
  // Told in steps of five seconds: a number that runs draws the eye for nothing.
  const seconds = Math.max(0, Math.floor((now - picture.offset - picture.heardAt) / 5_000) * 5);
  return (
    <p className={styles.sync}>
      <DoneIcon size={24} />
      <span className={styles.words}>
        {seconds === 0 ? t("room.sync.now") : t("room.sync.ago", { count: seconds })}
      </span>
    </p>
  );
}
