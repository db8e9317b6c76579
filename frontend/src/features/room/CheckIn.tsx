// "Điểm danh": says that I am here. Without the network the button stays in its place and says why it waits.
import { useTranslation } from "react-i18next";
import type { MeetingView, Mine } from "../../live/frame";
import { Button } from "../../ui/Button";
import { PresentIcon } from "../../ui/Icon";
import { me } from "../meeting/situation";
import type { useConduct } from "../meeting/useConduct";
import styles from "./CheckIn.module.css";

export function mayCheckIn(view: MeetingView, mine: Mine): boolean {
  const self = me(view, mine);
  return self !== undefined && !self.present && view.can.includes("check_in");
}

export interface CheckInProps {
  conduct: ReturnType<typeof useConduct>["conduct"];
  busy: boolean;
  cut?: number;
}

export function CheckIn({ conduct, busy, cut }: CheckInProps) {
  const { t } = useTranslation();
  const waits = cut !== undefined;
  return (
    <Button
      size="bar"
      className={styles.checkIn}
      icon={<PresentIcon />}
      busy={busy}
      aria-disabled={waits || undefined}
      onClick={() => !waits && conduct({ do: "check_in" })}
    >
      {t("room.checkIn")}
      {waits && <span className={styles.reason}>{t("room.needsNetwork")}</span>}
    </Button>
  );
}
