// A paper's bytes from what is kept, for the reader: no network is asked for what lies on the tablet.
import { vaultOf } from "./keeper";

const ADDRESS = /\/api\/meetings\/([^/]+)\/papers\/[^/]+\/files\/([0-9a-f]{64})(?:$|\?)/;

export interface KeptBytes {
  total: number;
  read(begin: number, end: number): Promise<Uint8Array<ArrayBuffer>>;
}

/** The file at this address, if it is kept whole. */
export async function keptBytes(url: string): Promise<KeptBytes | undefined> {
  const [, meeting, hash] = ADDRESS.exec(url) ?? [];
  if (!meeting || !hash) return undefined;
  const vault = await vaultOf(meeting);
  const file = await vault?.file(hash).catch(() => undefined);
  if (!vault || !file?.whole) return undefined;
  return { total: file.size, read: (begin, end) => vault.read(file, begin, end) };
}
