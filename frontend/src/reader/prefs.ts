// How this device likes its pages: kept on the device, since it is the screen and the light around it that decide.
import type { Mode } from "./contract";

export interface ReadingPrefs {
  mode: Mode;
  night: boolean;
  /** Letters flowed to the width of the screen instead of pages. */
  letters: boolean;
}

const KEPT = "nghisu.reader";

export function readingPrefs(): ReadingPrefs {
  let kept: Partial<ReadingPrefs> = {};
  try {
    kept = JSON.parse(localStorage.getItem(KEPT) ?? "{}") as Partial<ReadingPrefs>;
  } catch {
    // Whatever stands there, it is not ours.
  }
  return {
    mode: kept.mode === "single" ? "single" : "scroll",
    night: kept.night === true,
    letters: kept.letters === true,
  };
}

export function keepReadingPrefs(prefs: ReadingPrefs): void {
  try {
    localStorage.setItem(KEPT, JSON.stringify(prefs));
  } catch {
    // A browser without storage only forgets it.
  }
}
