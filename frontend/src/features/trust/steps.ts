// What is to be done on each kind of tablet, and what its own screens look like meanwhile.

export const kinds = ["ipad", "android", "windows"] as const;
export type Kind = (typeof kinds)[number];

/** A screen as it will be seen: a heading, rows, and the one to be touched. */
export interface Scene {
  heading: string;
  rows: string[];
  touch: number;
  control?: "switch" | "button";
}

/** This very device, as far as it says. An iPad calls itself a Mac, but no Mac has a touch screen. */
export function kindOf({ userAgent, maxTouchPoints }: Pick<Navigator, "userAgent" | "maxTouchPoints">): Kind {
  if (/iPad|iPhone/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1)) return "ipad";
  if (/Android/.test(userAgent)) return "android";
  return "windows";
}

type Steps = "ipadSteps" | "androidSteps" | "windowsSteps";
export const wordsOf: Record<Kind, Steps> = {
  ipad: "ipadSteps",
  android: "androidSteps",
  windows: "windowsSteps",
};
