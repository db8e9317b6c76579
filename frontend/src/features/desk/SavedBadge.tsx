// Says in one fixed place whether the desk is connected and whether everything typed is on the server.
import { useIsMutating, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { clock } from "../../i18n/time";
import type { ChannelState } from "../../live/socket";
import { DoneIcon, OfflineIcon, RefreshIcon } from "../../ui/Icon";
import styles from "./SavedBadge.module.css";

export function SavedBadge({ state, since }: { state: ChannelState; since?: number }) {
  const { t } = useTranslation();
  const saving = useIsMutating() > 0;
  const savedAt = useSavedAt();
  if (state === "lost") {
    return (
      <p className={`${styles.badge} ${styles.lost}`} role="status">
        <OfflineIcon size={20} />
        {since ? t("common.connection.lostSince", { time: clock(since) }) : t("common.connection.lost")}
      </p>
    );
  }
  if (state === "connecting" || saving) {
    return (
      <p className={styles.badge} role="status">
        <RefreshIcon size={20} />
        {saving ? t("desk.saving") : t("common.connection.connecting")}
      </p>
    );
  }
  return (
    <p className={styles.badge} role="status">
      <DoneIcon size={20} />
      {savedAt ? t("desk.savedAt", { time: clock(savedAt) }) : t("desk.connected")}
    </p>
  );
}

/** When the last act was answered, as long as this page lives. */
function useSavedAt(): number | undefined {
  const acts = useQueryClient().getMutationCache();
  const [savedAt, setSavedAt] = useState<number>();
  useEffect(
    () =>
      acts.subscribe((event) => {
        if (event.type === "updated" && event.action.type === "success") setSavedAt(Date.now());
      }),
    [acts],
  );
  return savedAt;
}
