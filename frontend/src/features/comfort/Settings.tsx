// What makes a tablet fit its person: type size, hand, language, screen, notices, voice. One sheet, each choice at once in force.
import { type ReactNode, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { choices, choose, onChoice } from "../../device/choices";
import { localVoice, onVoices, speak } from "../../device/voice";
import { Button } from "../../ui/Button";
import { VoiceIcon } from "../../ui/Icon";
import { LanguageSwitch } from "../../ui/LanguageSwitch";
import { Segments } from "../../ui/Segments";
import { TextSize } from "../../ui/TextSize";
import { FullScreen } from "./FullScreen";
import styles from "./Settings.module.css";

export const useChoices = () => useSyncExternalStore(onChoice, choices);

export function Settings() {
  const { t } = useTranslation();
  const { hand, awake, buzz } = useChoices();
  const yesNo = [
    { value: "yes", text: t("comfort.on") },
    { value: "no", text: t("comfort.off") },
  ] as const;
  const canBuzz = "vibrate" in navigator;
  const canWake = "wakeLock" in navigator;
  return (
    <div className={styles.settings}>
      <Row label={t("common.textSize")}>
        <TextSize />
      </Row>
      <Row label={t("comfort.hand")} detail={t("comfort.handDetail")}>
        <Segments
          label={t("comfort.hand")}
          value={hand}
          onChange={(next) => choose({ hand: next })}
          options={[
            { value: "right", text: t("comfort.right") },
            { value: "left", text: t("comfort.left") },
          ]}
        />
      </Row>
      <Row label={t("common.language")}>
        <LanguageSwitch />
      </Row>
      <Row label={t("comfort.screen")} detail={canWake ? undefined : t("comfort.cannotWake")}>
        <FullScreen />
        {canWake && (
          <Segments
            label={t("comfort.awake")}
            value={awake ? "yes" : "no"}
            onChange={(next) => choose({ awake: next === "yes" })}
            options={[
              { value: "yes", text: t("comfort.awake") },
              { value: "no", text: t("comfort.asleep") },
            ]}
          />
        )}
      </Row>
      {canBuzz && (
        <Row label={t("comfort.buzz")} detail={t("comfort.buzzDetail")}>
          <Segments
            label={t("comfort.buzz")}
            value={buzz ? "yes" : "no"}
            onChange={(next) => choose({ buzz: next === "yes" })}
            options={[...yesNo]}
          />
        </Row>
      )}
      <Voice />
    </div>
  );
}

function Voice() {
  const { t } = useTranslation();
  const voice = useSyncExternalStore(onVoices, () => localVoice()?.name);
  return (
    <Row
      label={t("comfort.voice")}
      detail={voice ? t("comfort.voiceDetail", { voice }) : t("comfort.noVoice")}
    >
      {voice && (
        <Button icon={<VoiceIcon />} onClick={() => speak("Xin chào. Đây là giọng đọc của máy này.")}>
          {t("comfort.tryVoice")}
        </Button>
      )}
    </Row>
  );
}

function Row({ label, detail, children }: { label: string; detail?: string; children?: ReactNode }) {
  return (
    <div className={styles.row}>
      <p className={styles.label}>{label}</p>
      <div className={styles.choice}>
        {children}
        {detail && <p className={styles.detail}>{detail}</p>}
      </div>
    </div>
  );
}
