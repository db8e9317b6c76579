// Since when the picture on screen can no longer be trusted.
import type { PictureState } from "../../live/picture";

/** The server time of the last word heard, while the line is lost. */
export function cutSince({ connection, heardAt, offset }: PictureState): number | undefined {
  return connection === "lost" && heardAt > 0 ? heardAt + offset : undefined;
}
