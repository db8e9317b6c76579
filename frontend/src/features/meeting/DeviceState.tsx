// What every screen of a meeting says of the tablet itself, in the same corner: battery, whether the picture is live, the time.
import { useTranslation } from "react-i18next";
import { clock } from "../../i18n/time";
import type { PictureState } from "../../live/picture";
import { DoneIcon, OfflineIcon, RefreshIcon } from "../../ui/Icon";
import { BatteryBadge } from "../comfort/BatteryBadge";
import styles from "./DeviceState.module.css";

export interface DeviceStateProps {
  /** Left out where nothing live is shown. */
  picture?: PictureState;
  now?: number;
  /** Server time of the last word heard, once the line is cut. */
  cut?: number;
  /** Where a long title needs the room: that it is live, without since when. */
  brief?: boolean;
}

export function DeviceState({ picture, now, cut, brief = false }: DeviceStateProps) {
  return (
    <>
      <BatteryBadge />
      {picture && now !== undefined && <Sync picture={picture} now={now} cut={cut} brief={brief} />}
      {now !== undefined && <time className={styles.clock}>{clock(now)}</time>}
    </>
  );
}

function Sync({
  picture,
  now,
  cut,
  brief,
}: Required<Pick<DeviceStateProps, "picture" | "now" | "brief">> & { cut?: number }) {
  const { t } = useTranslation();
  if (cut !== undefined) {
    return (
      <p className={`${styles.sync} ${styles.lost}`}>
        <OfflineIcon size={24} />
        <span>{t("common.connection.lost")}</span>
      </p>
    );
  }
  const words = `${styles.words} ${brief ? "" : styles.steady}`;
  if (picture.connection !== "live") {
    return (
      <p className={styles.sync}>
        <RefreshIcon size={24} />
        <span className={words}>{t("common.connection.connecting")}</span>
      </p>
    );
  }
  // Told in steps of five seconds: a number that runs draws the eye for nothing.
  const seconds = Math.max(0, Math.floor((now - picture.offset - picture.heardAt) / 5_000) * 5);
  return (
    <p className={styles.sync}>
      <DoneIcon size={24} />
      <span className={words}>
        {brief
          ? t("common.connection.live")
          : seconds === 0
            ? t("room.sync.now")
            : t("room.sync.ago", { count: seconds })}
      </span>
    </p>
  );
}
