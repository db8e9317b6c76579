// Whether the picture on screen can still be trusted, and since when not.
import type { PictureState } from "../../live/picture";
import { SILENCE_MS } from "../../live/socket";

/**
 * The server time of the last word heard, once the silence is long enough to say so. Reconnecting in between does not
 * count: only a word from the server ends the silence, so the screen does not flicker between two states.
 */
export function cutSince(
  { connection, heardAt, offset }: Pick<PictureState, "connection" | "heardAt" | "offset">,
  now: number,
): number | undefined {
  if (connection === "live" || heardAt === 0) return undefined;
  const lastWord = heardAt + offset;
  return connection === "lost" || now - lastWord > SILENCE_MS ? lastWord : undefined;
}
