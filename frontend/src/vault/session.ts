// Who this tablet was unlocked by last, kept with each meeting: the app starts without network for them and for nobody else.
import type { Schemas } from "../api/client";
import { installShell } from "../shell/shell";
import { claimVaults, vaults } from "./keeper";

type Session = Schemas["Session"];
const RECORD = "session";

/** Signed in: what is kept for others goes, and who it is stands beside what is kept for them. */
export async function noteSession(session: Session): Promise<void> {
  if (session.paired) void installShell();
  await claimVaults(session.account_id);
  for (const vault of await vaults()) await vault.put(RECORD, session);
}

/** Who may read what is kept. Only the room opens without network: the desk and the chair work on the server. */
export async function keptSession(): Promise<Session | undefined> {
  for (const vault of await vaults()) {
    const session = await vault.get<Session>(RECORD);
    if (session?.doors.includes("room")) return { ...session, doors: ["room"] };
  }
  return undefined;
}
