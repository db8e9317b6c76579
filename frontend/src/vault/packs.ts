// The packs being brought, one a meeting, whichever screens look at them; and whether this tablet may bring them by itself.
import { bringHand } from "./hand";
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
  const pack = new Pack(vault, bringHand);
  packs.set(meeting, pack);
  return pack;
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
