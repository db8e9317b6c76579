// Says honestly what is not tried here: virtual tablets on the server never touch the room's Wi-Fi.
import { useTranslation } from "react-i18next";
import { Notice } from "../../ui/Notice";
import styles from "./Rehearsal.module.css";

export function Scope({ tablets }: { tablets: number }) {
  const { t } = useTranslation();
  const command = `nghisu rehearse --tablets ${tablets} --url ${window.location.origin} --login ${t("rehearsal.login")}`;
  return (
    <Notice tone="info" title={t("rehearsal.scope")}>
      <p>{t("rehearsal.scopeHint")}</p>
      <p>
        <code className={styles.command}>{command}</code>
      </p>
    </Notice>
  );
}
