// One's own calls for service as last heard: shown when no answer comes, so that they can be taken back then too.
import type { Schemas } from "../api/client";
import { vaultOf } from "./keeper";

type Calls = Schemas["Calls"];
const RECORD = "calls";

export async function keepCalls(meeting: string, calls: Calls): Promise<void> {
  await (await vaultOf(meeting))?.put(RECORD, calls);
}

export async function keptCalls(meeting: string): Promise<Calls | undefined> {
  return (await vaultOf(meeting))?.get<Calls>(RECORD);
}
