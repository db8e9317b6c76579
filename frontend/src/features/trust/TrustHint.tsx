// Beside the pairing code at the desk: what a new tablet will be asked to do, to be shown or read out to its owner.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Segments } from "../../ui/Segments";
import { type Kind, kinds } from "./steps";
import { Fingerprint } from "./TrustPage";
import { TrustSteps } from "./TrustSteps";
import styles from "./TrustSteps.module.css";
import { trustQuery } from "./trustApi";

export function TrustHint() {
  const { t } = useTranslation();
  const { data: trust } = useQuery(trustQuery);
  const [kind, setKind] = useState<Kind>("ipad");
  if (!trust) return null;
  return (
    <details className={styles.hint}>
      <summary>{t("trust.desk.title")}</summary>
      <div className={styles.page}>
        <p>{t("trust.desk.detail")}</p>
        <Segments
          label={t("trust.device")}
          value={kind}
          options={kinds.map((value) => ({ value, text: t(`trust.${value}`) }))}
          onChange={(next: Kind) => setKind(next)}
        />
        <TrustSteps kind={kind} name={trust.name} />
        <Fingerprint trust={trust} />
      </div>
    </details>
  );
}
