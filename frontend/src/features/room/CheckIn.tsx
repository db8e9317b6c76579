// "Điểm danh": says that I am here. Without the network one is told that nobody heard, and chooses what becomes of it.
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { MeetingView, Mine } from "../../live/frame";
import { Button } from "../../ui/Button";
import { PresentIcon } from "../../ui/Icon";
import { useAsked } from "../asked/useAsked";
import { me } from "../meeting/situation";
import { type Deed, useConduct } from "../meeting/useConduct";
import styles from "./CheckIn.module.css";

const HERE = { do: "check_in" } as const;

export function mayCheckIn(view: MeetingView, mine: Mine): boolean {
  const self = me(view, mine);
  return self !== undefined && !self.present && view.can.includes("check_in");
}

/** Checking in: at once, or as its asker chooses where nobody hears it. */
export function useCheckIn(view: MeetingView, cut: number | undefined) {
  const asked = useAsked(view.meeting_id);
  const item = view.agenda.current ?? undefined;
  const unreached = useCallback(
    (deed: Deed, key: string) => {
      if (deed.do === "check_in") asked.offer(HERE, item, key);
      return deed.do === "check_in";
    },
    [asked, item],
  );
  const { conduct, doing, refusal, forget } = useConduct(view.meeting_id, unreached);
  const waits = asked.of(HERE);
  return {
    checkIn: () => {
      if (waits) asked.drop(waits.key);
      else if (cut === undefined) conduct(HERE);
      else asked.offer(HERE, item);
    },
    /** Goes when the line is back. */
    kept: waits?.stage === "kept",
    busy: doing === "check_in",
    refusal,
    forget,
  };
}

export function CheckIn({ checkIn, kept, busy }: ReturnType<typeof useCheckIn>) {
  const { t } = useTranslation();
  return (
    <Button
      size="bar"
      className={styles.checkIn}
      data-asked={kept ? "kept" : "now"}
      icon={<PresentIcon />}
      busy={busy}
      onClick={checkIn}
    >
      {t(kept ? "room.checkInDrop" : "room.checkIn")}
      {kept && <span className={styles.reason}>{t("asked.kept")}</span>}
    </Button>
  );
}
