// How far a paper may go, beside its title wherever it is listed.
import { useTranslation } from "react-i18next";
import { LockIcon } from "../../ui/Icon";
import type { Paper } from "./papersApi";
import styles from "./Secrecy.module.css";

export function Secrecy({ paper: { classification } }: { paper: Pick<Paper, "classification"> }) {
  const { i18n } = useTranslation();
  if (!classification) return null;
  return (
    <span className={styles.secrecy}>
      <LockIcon size={16} />
      {i18n.language === "en" ? classification.name_en : classification.name}
    </span>
  );
}
