// The red band of every page of the room: the way home, the meeting, whether the picture is live, the time.
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { PictureState } from "../../live/picture";
import { Header } from "../../ui/Header";
import { SearchIcon } from "../../ui/Icon";
import { DeviceState } from "../meeting/DeviceState";
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
      <DeviceState picture={picture} now={now} cut={cut} />
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
