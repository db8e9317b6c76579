// The steps of one kind of tablet, each in a picture and a sentence.
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { StepPicture } from "./StepPicture";
import { type Kind, type Scene, wordsOf } from "./steps";
import styles from "./TrustSteps.module.css";

export interface TrustStepsProps {
  kind: Kind;
  /** What the certificate is called in lists. */
  name: string;
  /** The button that takes the certificate, on the tablet itself. */
  download?: ReactNode;
}

export function TrustSteps({ kind, name, download }: TrustStepsProps) {
  const { t } = useTranslation();
  const scenes = useScenes(name)[kind];
  const words = wordsOf[kind];
  return (
    <ol className={styles.steps}>
      {(["one", "two", "three"] as const).map((step, place) => {
        const scene = scenes[place];
        return (
          <li key={step} className={styles.step}>
            <div className={styles.words}>
              <p>{t(`trust.${words}.${step}`, { name })}</p>
              {place === 0 && download}
            </div>
            {scene && <StepPicture scene={scene} window={kind === "windows"} />}
          </li>
        );
      })}
      <li className={styles.step}>
        <p className={styles.words}>{t(`trust.${words}.four`)}</p>
      </li>
    </ol>
  );
}

function useScenes(name: string): Record<Kind, Scene[]> {
  const { t } = useTranslation();
  return {
    ipad: [
      {
        heading: t("trust.ipadSteps.allowAsk"),
        rows: [t("trust.ipadSteps.ignore"), t("trust.ipadSteps.allow")],
        touch: 1,
        control: "button",
      },
      {
        heading: t("trust.ipadSteps.settings"),
        rows: [t("trust.ipadSteps.downloaded"), t("trust.ipadSteps.wifi"), t("trust.ipadSteps.general")],
        touch: 0,
      },
      {
        heading: t("trust.ipadSteps.trustSettings"),
        rows: [`${t("trust.ipadSteps.general")} › ${t("trust.ipadSteps.about")}`, name],
        touch: 1,
        control: "switch",
      },
    ],
    android: [
      { heading: "Chrome", rows: ["nghi-su.crt"], touch: 0 },
      {
        heading: `${t("trust.androidSteps.settings")}: ${t("trust.androidSteps.search")}`,
        rows: [
          t("trust.androidSteps.caCertificate"),
          t("trust.androidSteps.userCertificate"),
          t("trust.androidSteps.wifiCertificate"),
        ],
        touch: 0,
      },
      { heading: t("trust.androidSteps.downloads"), rows: ["nghi-su.crt"], touch: 0 },
    ],
    windows: [
      { heading: "Edge", rows: ["nghi-su.crt"], touch: 0 },
      {
        heading: t("trust.windowsSteps.certificate"),
        rows: [t("trust.windowsSteps.install"), t("trust.windowsSteps.currentUser")],
        touch: 0,
        control: "button",
      },
      {
        heading: t("trust.windowsSteps.wizard"),
        rows: [t("trust.windowsSteps.personal"), t("trust.windowsSteps.store")],
        touch: 1,
      },
    ],
  };
}
