// Under the choices, what happens without network; above them once one has chosen, that a ballot is kept, or the receipt of one that counts.
import { useTranslation } from "react-i18next";
import { clock } from "../../i18n/time";
import { Button } from "../../ui/Button";
import { OfflineIcon, OnlineIcon, SealIcon, WaitIcon } from "../../ui/Icon";
import styles from "./BallotNote.module.css";
import type { BallotBox } from "./useOwnBallot";

export function BallotNote({ box, cut }: { box: BallotBox; cut?: number }) {
  const { t } = useTranslation();
  const { ballot } = box;
  if (ballot.stage === "cast") {
    return (
      <div className={`${styles.note} ${styles.received}`} role="status">
        <span className={styles.sign}>
          <SealIcon size={28} />
        </span>
        <div className={styles.text}>
          <p className={styles.title}>{t("motion.received", { time: clock(ballot.at) })}</p>
          <p>{t("motion.receivedDetail")}</p>
        </div>
        <p className={styles.receipt}>
          <span className={styles.label}>{t("motion.receipt")}</span>
          {ballot.receipt}
        </p>
      </div>
    );
  }
  const kept = ballot.stage === "kept";
  const off = cut !== undefined;
  const Sign = kept ? WaitIcon : off ? OfflineIcon : OnlineIcon;
  return (
    <div className={`${styles.note} ${kept || off ? styles.waits : ""}`} role="status">
      <span className={styles.sign}>
        <Sign size={28} />
      </span>
      <div className={styles.text}>
        <p className={styles.title}>
          {t(kept ? "motion.keptTitle" : off ? "motion.cutTitle" : "motion.ifCut")}
        </p>
        <p>{t(kept ? "motion.keptDetail" : off ? "motion.cutDetail" : "motion.ifCutDetail")}</p>
      </div>
      {kept && <Button onClick={box.takeBack}>{t("motion.takeBack")}</Button>}
    </div>
  );
}
