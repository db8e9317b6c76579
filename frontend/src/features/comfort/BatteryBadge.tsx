// How full the battery is, in words; quiet until it matters.
import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { battery, onBattery } from "../../device/battery";
import { BatteryIcon, BatteryLowIcon, ChargingIcon } from "../../ui/Icon";
import styles from "./BatteryBadge.module.css";

const LOW = 20;

export function BatteryBadge() {
  const { t } = useTranslation();
  const known = useSyncExternalStore(onBattery, battery);
  if (!known) return null;
  const { percent, charging } = known;
  const low = percent <= LOW && !charging;
  return (
    <p className={`${styles.battery} ${low ? styles.low : ""}`}>
      {charging ? <ChargingIcon size={24} /> : low ? <BatteryLowIcon size={24} /> : <BatteryIcon size={24} />}
      <span>
        <span className={low ? styles.words : "heard"}>
          {t(charging ? "comfort.charging" : "comfort.battery")}{" "}
        </span>
        {percent}%
      </span>
    </p>
  );
}
