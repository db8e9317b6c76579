// Says whether what is on screen is live: always the same place and width, words beside the sign.
import { useTranslation } from "react-i18next";
import { clock } from "../i18n/time";
import type { ChannelState } from "../live/socket";
import styles from "./ConnectionBadge.module.css";
import { DoneIcon, OfflineIcon, RefreshIcon } from "./Icon";

const icons = { connecting: RefreshIcon, live: DoneIcon, lost: OfflineIcon };

export function ConnectionBadge({ state, since }: { state: ChannelState; since?: number }) {
  const { t } = useTranslation();
  const Icon = icons[state];
  const words =
    state === "lost" && since
      ? t("common.connection.lostSince", { time: clock(since) })
      : t(`common.connection.${state}`);
  return (
    <p className={`${styles.badge} ${styles[state]}`} role="status">
      <Icon size={22} />
      <span>{words}</span>
    </p>
  );
}
