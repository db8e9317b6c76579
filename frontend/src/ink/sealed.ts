// How a hand lies on the disk: each operation sealed under a key of its writer's that nobody can read out, bound to its place.
import type { DBSchema, IDBPDatabase } from "idb";
import { seal, text, unseal } from "../vault/crypt";
import type { LogKey, Op } from "./op";

/** What is plain: whose, which version of which paper, when it was made (the id), and whether it waits. Never what was written. */
export interface OpRow {
  log: string;
  id: string;
  iv: Uint8Array<ArrayBuffer>;
  data: ArrayBuffer;
  /** The account while the server has not got it; absent afterwards, so that the index holds only what waits. */
  waits?: string;
}

export interface InkKey {
  account: string;
  /** Tells this key from one made after it was forgotten. */
  id: string;
  key: CryptoKey;
}

export interface InkSchema extends DBSchema {
  logs: { key: string; value: LogKey & { log: string; head: number }; indexes: { account: string } };
  ops: { key: [string, string]; value: OpRow; indexes: { waits: string } };
  keys: { key: string; value: InkKey };
}

const place = (log: string, id: string) => `hand/${log}/${id}`;

export async function sealOp({ key }: InkKey, log: string, op: Op): Promise<OpRow> {
  const { iv, data } = await seal(key, place(log, op.id), text(JSON.stringify(op)));
  return { log, id: op.id, iv, data };
}

/** Nothing where it was sealed under another key, or changed. */
export async function openOp(own: InkKey | undefined, row: OpRow): Promise<Op | undefined> {
  if (!own) return undefined;
  try {
    const bytes = await unseal(own.key, place(row.log, row.id), row);
    return JSON.parse(new TextDecoder().decode(bytes)) as Op;
  } catch {
    return undefined;
  }
}

export interface InkKeys {
  /** A key to write with, made where this tablet has none for them. */
  own(account: string): Promise<InkKey>;
  /** Another page made, or forgot, a key. */
  learn(account: string, key: InkKey | undefined): void;
}

export function openKeys(db: IDBPDatabase<InkSchema>): InkKeys {
  const known = new Map<string, InkKey>();
  return {
    async own(account) {
      const here = known.get(account) ?? (await db.get("keys", account));
      if (here) {
        known.set(account, here);
        return here;
      }
      const made: InkKey = {
        account,
        id: [...crypto.getRandomValues(new Uint8Array(8))].join("."),
        key: await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]),
      };
      // Two pages may make one at the same time: the first one counts.
      const writing = db.transaction("keys", "readwrite", { durability: "strict" });
      const first = await writing.store.get(account);
      if (!first) await writing.store.put(made);
      await writing.done;
      known.set(account, first ?? made);
      return first ?? made;
    },
    learn(account, key) {
      if (key) known.set(account, key);
      else known.delete(account);
    },
  };
}
