// Remembers where each paper was left, for this session only and by its version: a shared tablet forgets it.
import type { Zoom } from "./layout";
import { asTurn, type Turn } from "./turn";

export interface Place {
  /** From 0. */
  page: number;
  /** How far down that page the top of the screen is, 0 to 1. */
  down: number;
  zoom: Zoom;
  /** How the reader has turned the pages. */
  turn?: Turn;
}

const key = (hash: string) => `nghisu.reader.${hash}`;

export function rememberedPlace(hash: string): Place | undefined {
  try {
    const place = JSON.parse(sessionStorage.getItem(key(hash)) ?? "") as Partial<Place>;
    const { page, down, zoom } = place;
    if (typeof page !== "number" || typeof down !== "number") return undefined;
    if (zoom !== "width" && zoom !== "page" && typeof zoom !== "number") return undefined;
    return { page, down, zoom, turn: asTurn(place.turn) };
  } catch {
    return undefined;
  }
}

export function rememberPlace(hash: string, place: Place): void {
  try {
    sessionStorage.setItem(key(hash), JSON.stringify(place));
  } catch {
    // A browser without storage only forgets the page.
  }
}
