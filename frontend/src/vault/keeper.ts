// Decides what this tablet may go on keeping: opens vaults for their owner, renews their keys, and erases them in time.
import { answer, api } from "../api/client";
import { Refusal } from "../api/problem";
import { forgetHands } from "../ink/book";
import { importKey } from "./crypt";
import { erase, eraseStrays, hasEnded, noteRight, type Right, rights, Vault } from "./vault";

/** How often it is looked whether a vault's time is over, while the app is open. */
const LOOK_MS = 60_000;

const open = new Map<string, Promise<Vault | undefined>>();
const asking = new Map<string, Promise<Vault>>();
const listeners = new Set<() => void>();
/** Who is signed in, once that is known. */
let reader: string | undefined;

/** Calls back whenever a vault has come or gone. */
export function onVaults(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell() {
  for (const listener of listeners) listener();
}

/** The vault of a meeting, if this tablet has one and its time is not over. */
export function vaultOf(meeting: string): Promise<Vault | undefined> {
  const known = open.get(meeting);
  if (known) return known;
  const opened = look(meeting).catch(() => undefined);
  open.set(meeting, opened);
  void opened.then((vault) => !vault && open.get(meeting) === opened && open.delete(meeting));
  return opened;
}

async function look(meeting: string): Promise<Vault | undefined> {
  const right = (await rights()).find((right) => right.meeting === meeting);
  if (!right || (reader && right.account !== reader)) return undefined;
  if (hasEnded(right)) {
    await erase(meeting);
    return undefined;
  }
  return Vault.open(right);
}

/** All vaults of whoever is signed in, or was last. */
export async function vaults(): Promise<Vault[]> {
  const all = await Promise.all((await rights()).map(({ meeting }) => vaultOf(meeting)));
  return all.filter((vault) => vault !== undefined);
}

/** Asks the server for this tablet's key and opens the vault; a Refusal where it may not keep this meeting. */
export function keepMeeting(meeting: string, account: string): Promise<Vault> {
  // Several screens may ask in the same moment: one answer is enough for all.
  const under = asking.get(meeting);
  if (under) return under;
  const answered = granted(meeting, account).finally(() => asking.delete(meeting));
  asking.set(meeting, answered);
  return answered;
}

async function granted(meeting: string, account: string): Promise<Vault> {
  const asked = Date.now();
  const grant = await answer(
    api.POST("/api/meetings/{meeting_id}/vault", { params: { path: { meeting_id: meeting } } }),
  );
  const key = await importKey(grant.key);
  const until = asked + (Date.parse(grant.keep_until) - Date.parse(grant.now));
  const right: Right = { meeting, account, key, from: asked, until };
  const before = await vaultOf(meeting);
  if (before) {
    if (await before.opensWith(key)) {
      await noteRight(right);
      before.right.until = until;
      return before;
    }
    // The server has another key now: it erased the one this was sealed under, and so do we.
    await eraseVault(meeting);
  }
  await noteRight(right);
  open.delete(meeting);
  const vault = await vaultOf(meeting);
  if (!vault) throw new Error("the vault does not open");
  await vault.prove();
  void navigator.storage?.persist?.().catch(() => false);
  tell();
  return vault;
}

/** Erases what is kept of a meeting: the key, then the papers. */
export async function eraseVault(meeting: string): Promise<void> {
  const opened = open.get(meeting);
  open.delete(meeting);
  (await opened)?.end();
  await erase(meeting);
  tell();
}

/** Erases everything this tablet keeps, but what somebody wrote and the server has not got: that stays, sealed. */
export async function eraseAll(): Promise<void> {
  await Promise.all((await rights()).map(({ meeting }) => eraseVault(meeting)));
  await eraseStrays().catch(() => {});
  // Where this browser keeps nothing there is nothing to take away, and nobody is held back by it.
  await forgetHands().catch(() => {});
}

/** Somebody is signed in: what was kept for anybody else goes. */
export async function claimVaults(account: string): Promise<void> {
  reader = account;
  const others = (await rights()).filter((right) => right.account !== account);
  await Promise.all(others.map(({ meeting }) => eraseVault(meeting)));
  await forgetHands(account).catch(() => {});
}

/** Signed out by the server: if this tablet was taken back, it keeps nothing. Whoever only has to enter the PIN again loses nothing. */
export async function askWhetherPaired(): Promise<void> {
  try {
    await answer(api.GET("/api/device"));
  } catch (error) {
    if (error instanceof Refusal && error.code === "not_paired") await eraseAll();
  }
}

/** Asks for each vault whether it may stay: some meetings are over, some tablets were away when that was said. */
async function renew(): Promise<void> {
  for (const { meeting, account } of await rights()) {
    try {
      await keepMeeting(meeting, account);
    } catch (error) {
      if (!(error instanceof Refusal)) continue;
      if (error.status === 404 || error.status === 410) await eraseVault(meeting);
      else if (error.code === "not_a_paired_device") await eraseAll();
      else if (error.status === 401) return askWhetherPaired();
      else return;
    }
  }
}

/** Erases what is over, by this device's own clock. */
export async function eraseEnded(): Promise<void> {
  for (const right of await rights()) if (hasEnded(right)) await eraseVault(right.meeting);
}

/** For as long as the app runs. What is over goes before anything is shown. */
export async function watchVaults(): Promise<void> {
  await eraseEnded();
  await eraseStrays().catch(() => {});
  setInterval(() => void eraseEnded(), LOOK_MS);
  const ask = () => document.visibilityState === "visible" && void renew();
  window.addEventListener("online", ask);
  document.addEventListener("visibilitychange", ask);
  ask();
}
