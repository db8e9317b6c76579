// What the notice slot says to whoever has the floor: that it is theirs, for how long they speak, and how to say that they have; and to whoever was taken out of the queue.
import { useTranslation } from "react-i18next";
import { stopwatch } from "../../i18n/time";
import { Button } from "../../ui/Button";
import { HandIcon, PresenterIcon } from "../../ui/Icon";
import type { LeadMessage } from "../follow/useLeadMessage";
import { spoken } from "./floor";
import type { OwnFloor } from "./useOwnFloor";

export type FloorMessage = LeadMessage & { clock?: string };

export function useFloorMessage(
  { turn, end, busy, declined, understood }: OwnFloor,
  now: number,
): FloorMessage | undefined {
  const { t } = useTranslation();
  if (declined) {
    return {
      icon: <HandIcon size={28} />,
      title: t("floor.yourDeclined"),
      detail: t("floor.yourDeclinedDetail"),
      actions: <Button onClick={understood}>{t("common.dismiss")}</Button>,
    };
  }
  if (turn.is !== "speaking") return undefined;
  const { speaker } = turn;
  return {
    icon: <PresenterIcon size={28} />,
    title: t("floor.yours"),
    detail: t(speaker.running_since ? "floor.yoursDetail" : "floor.yoursPaused"),
    clock: stopwatch(spoken(speaker, now)),
    actions: (
      <Button variant="primary" busy={busy} onClick={end}>
        {t("floor.end")}
      </Button>
    ),
  };
}
