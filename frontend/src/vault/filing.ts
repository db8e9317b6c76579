// How the house files papers, kept with each meeting: what is kept is narrowed down by the same types without network.
import { answer, api, type Schemas } from "../api/client";
import { vaults } from "./keeper";
import { orKept } from "./offline";
import type { Vault } from "./vault";

type Filing = Schemas["FilingChoices"];
const RECORD = "filing";

export const readFiling = (): Promise<Filing> => orKept(asked(), kept);

const asked = (): Promise<Filing> => answer(api.GET("/api/filing"));

/** With the papers, so that it is there whatever was looked at before. */
export async function bringFiling(vault: Vault): Promise<void> {
  await vault.put(RECORD, await asked());
}

async function kept(): Promise<Filing | undefined> {
  for (const vault of await vaults()) {
    const filing = await vault.get<Filing>(RECORD);
    if (filing) return filing;
  }
  return undefined;
}
