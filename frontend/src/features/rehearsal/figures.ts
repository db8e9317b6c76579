// What a rehearsal's figures say at a glance: numbers as people write them, and the bars of the picture.
import type { Schemas } from "../../api/client";

export type Report = Schemas["RehearsalReport"];

/** The numbers of tablets offered as buttons. */
export const OFFERED = [50, 200, 300, 1_000] as const;
export const MOST = 1_000;

/** "1.000", "1,000" or "1 000" as a number of tablets, or nothing when it is none. */
export function readTablets(text: string): number | undefined {
  const plain = text.trim().replace(/(?<=\d)[.,\s](?=\d{3}$)/, "");
  if (!/^\d{1,4}$/.test(plain)) return undefined;
  const tablets = Number(plain);
  return tablets >= 1 && tablets <= MOST ? tablets : undefined;
}

/** Seconds as read aloud: two digits after the point as long as they mean something, and never nothing at all. */
export function seconds(ms: number, language: string): string {
  const digits = ms < 9_950 ? 2 : ms < 99_500 ? 1 : 0;
  const shown = Math.max(ms / 1000, 0.01);
  return new Intl.NumberFormat(language, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(shown);
}

export interface Bar {
  /** Slower than this, in milliseconds; 0 for the fastest. */
  over: number;
  /** At most this; absent for those slower than all bands. */
  upTo?: number;
  tablets: number;
  /** Of all tablets, 0 to 1. */
  share: number;
}

/** So many bars are drawn at least, so that one that holds all is seen to be the fast one. */
const FEWEST = 4;

/** The bands as bars, without the empty slow ones at the end. */
export function bars({ bands, tablets }: Report): Bar[] {
  const all = bands.map((band, at) => ({
    over: bands[at - 1]?.up_to_ms ?? 0,
    upTo: band.up_to_ms,
    tablets: band.tablets,
    share: tablets > 0 ? band.tablets / tablets : 0,
  }));
  const last = all.findLastIndex((bar) => bar.tablets > 0);
  return all.slice(0, Math.max(last + 1, FEWEST));
}

export type Finding = "ready" | "slow" | "outside" | "behind" | "inexact";

/** The one thing to say first. */
export function finding({ verdict, tablets, joined, followed }: Report): Finding {
  if (verdict !== "missed") return verdict;
  if (joined < tablets) return "outside";
  return followed < tablets ? "behind" : "inexact";
}
