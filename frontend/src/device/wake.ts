// Keeps the screen lit: asked for again each time the page is shown, since a hidden page loses it.
export function keepAwake(): () => void {
  const { wakeLock } = navigator as Navigator & { wakeLock?: WakeLock };
  if (!wakeLock) return () => {};
  let lock: WakeLockSentinel | undefined;
  let asking = false;
  let over = false;
  const ask = async () => {
    if (over || asking || document.visibilityState !== "visible" || (lock && !lock.released)) return;
    asking = true;
    try {
      const given = await wakeLock.request("screen");
      // It may also be taken away while the page is shown, to save the battery: the next look asks again.
      if (over) void given.release();
      else lock = given;
    } catch {
      // Refused: low battery, or the system's own setting. The tablet does what it always does.
    } finally {
      asking = false;
    }
  };
  const look = () => void ask();
  document.addEventListener("visibilitychange", look);
  document.addEventListener("pointerdown", look, { passive: true });
  look();
  return () => {
    over = true;
    document.removeEventListener("visibilitychange", look);
    document.removeEventListener("pointerdown", look);
    if (lock && !lock.released) void lock.release();
  };
}
