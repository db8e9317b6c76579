// Who is here, and whether that is enough: numerator, base and threshold together, with their source.
import { useTranslation } from "react-i18next";
import type { MeetingView } from "../../live/frame";
import { DoneIcon, WarningIcon } from "../../ui/Icon";
import styles from "./Attendance.module.css";

export function Attendance({ view }: { view: MeetingView }) {
  const { t } = useTranslation();
  const { present, expected, quorum } = view.attendance;
  return (
    <section className={styles.attendance}>
      <p className={styles.present}>
        <span>{t("chair.attendance.present")}</span>
        <span className={styles.count}>
          {present}/{expected}
        </span>
      </p>
      {quorum && (
        <>
          <p className={`${styles.state} ${quorum.reached ? styles.reached : ""}`}>
            {quorum.reached ? <DoneIcon size={24} /> : <WarningIcon size={24} />}
            <span>{t(quorum.reached ? "chair.attendance.reached" : "chair.attendance.short")}</span>
          </p>
          <p>
            {t("chair.attendance.members", {
              present: quorum.present,
              members: quorum.members,
              needed: quorum.needed,
            })}
          </p>
          <p className={styles.source}>{t("chair.attendance.source", { source: quorum.source })}</p>
        </>
      )}
    </section>
  );
}
