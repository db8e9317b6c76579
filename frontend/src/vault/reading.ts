// What the reader asks of a kept paper instead of the server: a page's words, and what is found in them.
import { type FoundInPaper, findInPaper } from "../find/paper";
import { vaultOf } from "./keeper";
import { openingRecord, textRecord } from "./kept";
import { type KeptPage, keptPage } from "./words";

export async function keptPageOf(
  meeting: string,
  paper: string,
  version: string,
  page: number,
): Promise<KeptPage | undefined> {
  const vault = await vaultOf(meeting);
  return vault && keptPage(vault, paper, version, page);
}

export async function keptFind(
  meeting: string,
  paper: string,
  version: string,
  q: string,
): Promise<FoundInPaper | undefined> {
  const vault = await vaultOf(meeting);
  const [texts, opening] = await Promise.all([
    vault?.get<string[]>(textRecord(paper, version)),
    vault?.get<{ pages: number }>(openingRecord(paper, version)),
  ]);
  if (!vault || !texts) return undefined;
  return findInPaper(q, texts, opening?.pages ?? texts.length, async (page) => {
    // Brought by an earlier version of the app there may be texts without places.
    return (await keptPage(vault, paper, version, page))?.words ?? [];
  });
}
