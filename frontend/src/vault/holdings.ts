// What a vault holds of papers, version by version: the shown ones, and earlier ones their reader has written on.
import { openingRecord, textRecord } from "./kept";
import type { Vault } from "./vault";
import { dropWords } from "./words";

export interface Holding {
  version: string;
  /** The bytes read; none where the paper has no pages. */
  hash?: string;
  /** On its way, or still to come: what is there already goes with the paper. */
  partial?: true;
  /** Its study went on when this was brought: there may be a better copy since. */
  unsettled?: true;
  /** The words of its pages are here with their places; absent in what an earlier version of the app brought. */
  words?: true;
}
/** The shown version of a paper under its id, an earlier one under `earlierKey`. */
type All = Readonly<Record<string, Holding>>;

const RECORD = "papers";

export const earlierKey = (paper: string, version: string) => `${paper}/${version}`;
export const paperOf = (key: string) => key.split("/", 1)[0] ?? key;
export const isEarlier = (key: string) => key.includes("/");

export class Holdings {
  private all?: All;

  constructor(private readonly vault: Vault) {}

  async held(): Promise<All> {
    this.all ??= (await this.vault.get<All>(RECORD)) ?? {};
    return this.all;
  }

  /** As far as it is known without asking. */
  known(): All {
    return this.all ?? {};
  }

  async note(key: string, held: Holding): Promise<void> {
    await this.keep({ ...(await this.held()), [key]: held });
  }

  /** The same version under another key: it was replaced, and stays. */
  async move(key: string, to: string): Promise<void> {
    const { [key]: held, ...others } = await this.held();
    if (held) await this.keep({ ...others, [to]: held });
  }

  /** Nothing of it stays but what another holding has too. `of` is what came of it and was not noted. */
  async forget(key: string, of?: Holding): Promise<void> {
    const { [key]: noted, ...others } = await this.held();
    await this.keep(others);
    for (const { version, hash } of [noted, of].filter((one) => one !== undefined)) {
      await this.dropUnused(hash);
      const paper = paperOf(key);
      const both = Object.entries(others).some(
        ([other, held]) => paperOf(other) === paper && held.version === version,
      );
      if (both) continue;
      await this.vault.drop(openingRecord(paper, version));
      await this.vault.drop(textRecord(paper, version));
      await dropWords(this.vault, paper, version);
    }
  }

  /** Two papers may have the same bytes. */
  async dropUnused(hash: string | undefined): Promise<void> {
    const used = Object.values(await this.held()).some((held) => held.hash === hash);
    if (hash && !used) await this.vault.dropFile(hash);
  }

  private async keep(all: All): Promise<void> {
    this.all = all;
    await this.vault.put(RECORD, all);
  }
}

/** Whether an earlier version of a paper is all there. */
export async function keepsEarlier(vault: Vault, paper: string, version: string): Promise<boolean> {
  const held = (await vault.get<All>(RECORD))?.[earlierKey(paper, version)];
  return held !== undefined && !held.partial;
}
