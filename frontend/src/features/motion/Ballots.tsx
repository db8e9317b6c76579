// Who chose what in an open vote, in protocol order, with the receipt everybody was shown.
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client";
import { Dialog } from "../../ui/Dialog";
import styles from "./Ballots.module.css";

export interface BallotsProps {
  vote?: Schemas["VoteView"];
  onClose(): void;
}

export function Ballots({ vote, onClose }: BallotsProps) {
  const { t } = useTranslation();
  return (
    <Dialog
      open={vote !== undefined}
      onClose={onClose}
      title={t("motion.byName")}
      description={vote?.question}
      wide
    >
      {vote && vote.ballots.length === 0 && <p>{t("motion.nobody")}</p>}
      {vote && vote.ballots.length > 0 && (
        <table className={styles.table}>
          <caption className="heard">{t("motion.byName")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("motion.person")}</th>
              <th scope="col">{t("motion.choiceHead")}</th>
              <th scope="col">{t("motion.receipt")}</th>
            </tr>
          </thead>
          <tbody>
            {vote.ballots.map((ballot) => (
              <tr key={ballot.attendee_id}>
                <th scope="row">
                  <span className={styles.name}>{ballot.name}</span>
                  <span className={styles.post}>{ballot.post}</span>
                </th>
                <td>{t(`motion.choice.${ballot.choice}`)}</td>
                <td className={styles.receipt}>{ballot.receipt}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Dialog>
  );
}
