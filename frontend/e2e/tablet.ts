// A paired tablet with a profile of its own on disk, as an installed app has: it can be switched off, and looked into.
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, expect, type Page, test } from "@playwright/test";
import { ask, type Size } from "./house";
import type { Server } from "./server";
import { vi } from "./words";

export const PIN = "274951";

export class Tablet {
  private constructor(
    readonly profile: string,
    private readonly size: Size,
    private readonly voice?: { args: string[]; env: Record<string, string> },
    private context?: BrowserContext,
  ) {}

  /** With `voice` it can speak (e2e/speech.ts); otherwise it has no voice. */
  static async buy(size: Size, voice?: { args: string[]; env: Record<string, string> }): Promise<Tablet> {
    return new Tablet(await mkdtemp(join(tmpdir(), "nghisu-tablet-")), size, voice);
  }

  /** Switches it on; its app is where it was left. */
  async on(): Promise<Page> {
    const { launchOptions, locale, timezoneId } = test.info().project.use;
    this.context = await chromium.launchPersistentContext(this.profile, {
      ...launchOptions,
      args: [...(launchOptions?.args ?? []), ...(this.voice?.args ?? [])],
      env: { ...(process.env as Record<string, string>), ...this.voice?.env },
      locale,
      timezoneId,
      viewport: this.size,
      serviceWorkers: "allow",
    });
    this.context.setDefaultTimeout(30_000);
    await this.context.addInitScript(() => localStorage.setItem("nghisu.language", "vi"));
    return this.context.pages()[0] ?? this.context.newPage();
  }

  /** Everything is written to disk, as when the battery is taken out later. */
  async off() {
    await this.context?.close();
    this.context = undefined;
  }

  async throwAway() {
    await this.off();
    await rm(this.profile, { recursive: true, force: true });
  }

  /** Which of `marks` lie anywhere on its disk, as they are. */
  async holds(marks: Record<string, Uint8Array>): Promise<string[]> {
    const found = new Set<string>();
    for (const entry of await readdir(this.profile, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const bytes = await readFile(join(entry.parentPath, entry.name)).catch(() => Buffer.alloc(0));
      for (const [name, mark] of Object.entries(marks))
        if (bytes.includes(Buffer.from(mark))) found.add(name);
    }
    return [...found].sort();
  }
}

/** Pairs `page` with a person of the house, as `desk` invites them. */
export async function pair(
  page: Page,
  desk: Page,
  server: Server,
  name: string,
  url = server.url,
): Promise<string> {
  const { people } = await ask<{ people: { person_id: string; name: string }[] }>(desk, "GET", "/api/people");
  const person_id = people.find((person) => person.name === name)?.person_id;
  const { code } = await ask<{ code: string }>(desk, "POST", "/api/pairings", { person_id });
  await page.goto(`${url}/pair#${code}`);
  for (const label of ["signin.choosePin", "signin.repeatPin"] as const) {
    await expect(page.getByRole("group", { name: vi(label) })).toBeVisible();
    for (const digit of PIN) await page.getByRole("button", { name: digit, exact: true }).click();
  }
  await expect(page).not.toHaveURL(/\/pair/);
  const { devices } = await ask<{ devices: { device_id: string }[] }>(desk, "GET", "/api/devices");
  return String(devices[0]?.device_id);
}

/** The names of the databases in which this page keeps meetings. */
export const keptMeetings = (page: Page): Promise<string[]> =>
  page.evaluate(async () =>
    (await indexedDB.databases())
      .map(({ name }) => name ?? "")
      .filter((name) => name.startsWith("nghisu-vault-")),
  );

/** Beginnings of everything sealed, as it lies there. */
export const sealedMarks = (page: Page, meeting: string): Promise<number[][]> =>
  page.evaluate(async (meeting) => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const db = await done(indexedDB.open(`nghisu-vault-${meeting}`));
    const all = [];
    for (const store of ["pieces", "records"]) {
      const blobs = await done(db.transaction(store).objectStore(store).getAll() as IDBRequest<Blob[]>);
      for (const blob of blobs) all.push([...new Uint8Array(await blob.slice(20, 68).arrayBuffer())]);
    }
    db.close();
    return all;
  }, meeting);

/** What is kept of one paper: its records, and the sealed pieces of files with these hashes. */
export const keptOf = (page: Page, meeting: string, paper: string, hashes: string[]): Promise<number[]> =>
  page.evaluate(
    async ([meeting, paper, hashes]) => {
      const done = <T>(request: IDBRequest<T>) =>
        new Promise<T>((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
      const db = await done(indexedDB.open(`nghisu-vault-${meeting}`));
      const names = await done(db.transaction("records").objectStore("records").getAllKeys());
      const pieces = await done(db.transaction("pieces").objectStore("pieces").getAllKeys());
      db.close();
      return [
        names.filter((name) => String(name).includes(paper)).length,
        pieces.filter((key) => hashes.includes(String((key as string[])[0]))).length,
      ];
    },
    [meeting, paper, hashes] as const,
  );

/** How much of any hand this page keeps: logs, operations, keys. */
export const inkKept = (page: Page): Promise<Record<string, number>> =>
  page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const db = await done(indexedDB.open("nghisu-ink"));
    const all: Record<string, number> = {};
    for (const store of db.objectStoreNames) {
      all[store] = await done(db.transaction(store).objectStore(store).count());
    }
    db.close();
    return all;
  });
