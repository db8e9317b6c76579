// What is kept of a meeting, by name.
import type { MeetingView, Mine } from "../live/frame";

export const PICTURE = "picture";
export const openingRecord = (paper: string, version: string) => `opening/${paper}/${version}`;
export const textRecord = (paper: string, version: string) => `text/${paper}/${version}`;
export const wordsRecord = (paper: string, version: string) => `words/${paper}/${version}`;

export interface KeptPicture {
  view: MeetingView;
  mine: Mine;
  /** By this device's clock. */
  heardAt: number;
  /** The server's clock minus this device's. */
  offset: number;
}
