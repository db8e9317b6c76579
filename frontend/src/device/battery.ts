// How full the battery is, where the browser tells (Chromium does, Safari and Firefox do not).
export interface Battery {
  /** 0 to 100. */
  percent: number;
  charging: boolean;
}

interface BatteryManager extends EventTarget {
  level: number;
  charging: boolean;
}

let known: Battery | undefined;
let asked = false;
const listeners = new Set<() => void>();

function ask() {
  const { getBattery } = navigator as Navigator & { getBattery?(): Promise<BatteryManager> };
  if (asked || !getBattery) return;
  asked = true;
  getBattery.call(navigator).then(
    (manager) => {
      const tell = () => {
        known = { percent: Math.round(manager.level * 100), charging: manager.charging };
        for (const listener of listeners) listener();
      };
      manager.addEventListener("levelchange", tell);
      manager.addEventListener("chargingchange", tell);
      tell();
    },
    () => {},
  );
}

export const battery = () => known;

export function onBattery(listener: () => void): () => void {
  ask();
  listeners.add(listener);
  return () => listeners.delete(listener);
}
