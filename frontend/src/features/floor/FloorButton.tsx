// "Đăng ký phát biểu": one place and one width in the room's bar, whether one may ask, waits, or speaks.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { HandIcon, PresenterIcon } from "../../ui/Icon";
import { useSettled } from "../room/steady";
import styles from "./FloorButton.module.css";
import type { Turn } from "./floor";
import type { OwnFloor } from "./useOwnFloor";

export interface FloorButtonProps {
  floor: OwnFloor;
  /** Nobody speaks to a break. */
  idle: boolean;
}

export function FloorButton({ floor, idle }: FloorButtonProps) {
  const { t } = useTranslation();
  const { turn, kept } = floor;
  const [asked, setAsked] = useState<Turn["is"]>();
  const settled = useSettled(`${turn.is} ${kept}`);
  const press = () => {
    // The second tap of two was meant for what stood here before.
    if (!settled() || idle) return;
    if (kept) floor.drop();
    else if (turn.is === "none") floor.ask();
    else setAsked(turn.is);
  };
  return (
    <>
      <Button
        size="bar"
        className={`${styles.floor} ${turn.is === "none" ? "" : styles.on}`}
        data-asked="floor"
        icon={turn.is === "speaking" ? <PresenterIcon /> : <HandIcon />}
        busy={floor.busy}
        aria-disabled={idle || undefined}
        onClick={press}
      >
        {kept === "ask"
          ? t("floor.drop")
          : kept === "withdraw"
            ? t("floor.stay")
            : turn.is === "none"
              ? t("floor.ask")
              : turn.is === "waiting"
                ? t("floor.asked", { place: turn.place })
                : t("floor.speaking")}
        {kept && (
          <span className={styles.reason}>{t(kept === "ask" ? "floor.askKept" : "floor.withdrawKept")}</span>
        )}
      </Button>
      {/* Whatever it asks is about this turn: when that changes, the question is gone. */}
      <Choice turn={turn} open={asked === turn.is} onClose={() => setAsked(undefined)} floor={floor} />
    </>
  );
}

interface ChoiceProps {
  turn: Turn;
  open: boolean;
  onClose(): void;
  floor: OwnFloor;
}

function Choice({ turn, open, onClose, floor }: ChoiceProps) {
  const { t } = useTranslation();
  if (turn.is === "none") return null;
  const speaks = turn.is === "speaking";
  const act = () => {
    onClose();
    if (speaks) floor.end();
    else floor.withdraw();
  };
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={speaks ? t("floor.endTitle") : t("floor.askedTitle", { place: turn.place })}
      description={
        speaks
          ? t("floor.endDetail")
          : turn.place === 1
            ? t("floor.nextIsYou")
            : t("floor.before", { count: turn.place - 1 })
      }
      actions={
        <div className={styles.choices}>
          <Button size="bar" onClick={onClose}>
            {t(speaks ? "floor.goOn" : "floor.leaveAsked")}
          </Button>
          <Button size="bar" onClick={act}>
            {t(speaks ? "floor.end" : "floor.withdraw")}
          </Button>
        </div>
      }
    />
  );
}
