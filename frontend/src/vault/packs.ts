// The packs being brought, one a meeting, whichever screens look at them; and whether this tablet may bring them by itself.
import type { MeetingView } from "../live/frame";
import { packHand } from "./hand";
import { vaultOf } from "./keeper";
import { Pack } from "./pack";

const packs = new Map<string, Pack>();
const ALLOWED = "nghisu.keepPapers";

/** The pack of a meeting this tablet keeps; nothing where it keeps none. */
export async function packOf(meeting: string): Promise<Pack | undefined> {
  const vault = await vaultOf(meeting);
  const known = packs.get(meeting);
  if (known && known.vault === vault) return known;
  known?.stop();
  packs.delete(meeting);
  if (!vault) return undefined;
  const pack = new Pack(vault, packHand);
  packs.set(meeting, pack);
  return pack;
}

/** Many tablets hear of a new paper in the same moment: they do not all ask for it in that moment. */
const SPREAD_MS = 8_000;

/**
 * The papers as they are while a meeting is on screen, whichever of its screens: what was withdrawn or replaced goes at once, what is
 * new comes soon after where papers come by themselves. Answers how to leave it.
 */
export function tendPack(pack: Pack, papers: MeetingView["papers"]): () => void {
  let left = false;
  let soon: ReturnType<typeof setTimeout> | undefined;
  void pack.expect(papers).then(() => {
    if (left || !mayBring()) return;
    soon = setTimeout(() => void pack.run(), Math.random() * SPREAD_MS);
  });
  return () => {
    left = true;
    clearTimeout(soon);
  };
}

/** Whether papers come by themselves. Nobody's tablet fills up unasked: asking for one pack allows it. */
export function mayBring(): boolean {
  try {
    return localStorage.getItem(ALLOWED) === "1";
  } catch {
    return false;
  }
}

export function allowBringing(allowed: boolean): void {
  try {
    localStorage.setItem(ALLOWED, allowed ? "1" : "0");
  } catch {
    // Without storage each pack is asked for.
  }
}
