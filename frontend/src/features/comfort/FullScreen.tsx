// The whole screen for the meeting, where the browser allows it; iPhones do not, and an installed app has it already.
import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/Button";
import { FullScreenIcon, LeaveFullScreenIcon } from "../../ui/Icon";

function subscribe(listener: () => void): () => void {
  document.addEventListener("fullscreenchange", listener);
  return () => document.removeEventListener("fullscreenchange", listener);
}

export function FullScreen() {
  const { t } = useTranslation();
  const full = useSyncExternalStore(subscribe, () => document.fullscreenElement !== null);
  if (!document.fullscreenEnabled) return null;
  // Refused by the browser: the screen stays as it is, and the button says so by staying too.
  const turn = () =>
    (full ? document.exitFullscreen() : document.documentElement.requestFullscreen()).catch(() => undefined);
  return (
    <Button icon={full ? <LeaveFullScreenIcon /> : <FullScreenIcon />} onClick={() => void turn()}>
      {t(full ? "comfort.leaveFull" : "comfort.full")}
    </Button>
  );
}
