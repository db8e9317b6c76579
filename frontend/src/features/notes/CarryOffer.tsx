// On a new version of a paper one has written on: the old notes are kept, and may be carried over. Never done unasked.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Hand } from "../../ink/hand";
import { Button } from "../../ui/Button";
import { Notice } from "../../ui/Notice";
import styles from "./CarryOffer.module.css";
import { type Carried, carryOver } from "./notesApi";
import { useHandChanges } from "./useHand";

type Stage =
  | { stage: "offer" | "busy" | "later" }
  | { stage: "done"; carried: Carried }
  | { stage: "failed"; words: string };

export function CarryOffer({ hand, current }: { hand: Hand; current: boolean }) {
  const { t } = useTranslation();
  useHandChanges(hand);
  const [now, setNow] = useState<Stage>({ stage: "offer" });
  // The latest of those that were not carried over; one writes on the shown version alone.
  const from = hand
    .others()
    .filter(({ carried }) => !carried)
    .at(-1);
  const close = () => setNow({ stage: "later" });
  if (now.stage === "done") {
    const { pages, left } = now.carried;
    return (
      <div className={styles.over}>
        <Notice tone="done" title={t("notes.carry.done", { count: pages.length })} onDismiss={close}>
          {left.length > 0 && <p>{t("notes.carry.left", { pages: left.join(", ") })}</p>}
        </Notice>
      </div>
    );
  }
  if (!current || !from || now.stage === "later") return null;
  const carry = async () => {
    setNow({ stage: "busy" });
    try {
      const carried = await carryOver(hand.log, from.hash);
      await hand.refresh();
      setNow({ stage: "done", carried });
    } catch (error) {
      setNow({ stage: "failed", words: (error as Error).message });
    }
  };
  return (
    <div className={styles.over}>
      <Notice
        tone={now.stage === "failed" ? "error" : "info"}
        title={t("notes.carry.title", { count: from.pages, version: String(from.version) })}
        onDismiss={close}
        action={
          <Button variant="primary" busy={now.stage === "busy"} onClick={() => void carry()}>
            {t("notes.carry.act")}
          </Button>
        }
      >
        <p>{now.stage === "failed" ? now.words : t("notes.carry.detail")}</p>
      </Notice>
    </div>
  );
}
