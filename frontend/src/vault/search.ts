// Searches what is kept by the same rules as the server, without its order: marks left out as people type, phrases, numbers.
import { Query, type Snippet } from "../find/query";
import type { MeetingView } from "../live/frame";
import { type KeptPicture, PICTURE, textRecord } from "./kept";
import type { Vault } from "./vault";

/** As `Hit` of the server's search, with marks counted in whole characters. */
export interface KeptHit {
  meeting_id: string;
  meeting_title: string;
  paper_id: string;
  title: string;
  symbol?: string;
  unit?: string;
  issued_on?: string;
  page?: number;
  snippet: Snippet;
}

/** As long as the server's. */
const SNIPPET = 240;

/** The papers of one vault that answer, best page first. */
export async function searchVault(vault: Vault, question: string): Promise<KeptHit[]> {
  const query = Query.read(question);
  const picture = await vault.get<KeptPicture>(PICTURE);
  if (!picture || query.isEmpty) return [];
  const { view } = picture;
  const hits: KeptHit[] = [];
  for (const [id, paper] of Object.entries(view.papers)) {
    const about = aboutOf(view, id);
    const pages = (await vault.get<string[]>(textRecord(id, paper.hash))) ?? [];
    const before = hits.length;
    for (const [index, text] of pages.entries()) {
      if (query.isIn(text)) hits.push({ ...about, page: index + 1, snippet: query.snippet(text, SNIPPET) });
    }
    if (hits.length > before) continue;
    if (query.isIn([paper.title, paper.symbol, paper.unit].filter(Boolean).join(" · "))) {
      hits.push({ ...about, snippet: { text: "", marks: [] } });
    }
  }
  return hits;
}

function aboutOf(view: MeetingView, id: string) {
  const { title, symbol, unit, issued_on } = view.papers[id] as MeetingView["papers"][string];
  return {
    meeting_id: view.meeting_id,
    meeting_title: view.title,
    paper_id: id,
    title,
    ...(symbol && { symbol }),
    ...(unit && { unit }),
    ...(issued_on && { issued_on }),
  };
}
