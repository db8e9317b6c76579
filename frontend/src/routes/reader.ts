// What an address may say to the reader besides the paper: the page to open at, the version, and where its reader came from.

export interface ReaderSearch {
  page?: number;
  from?: "chair";
  /** SHA-256 of an older version. */
  version?: string;
}

export function readerSearch(search: Record<string, unknown>): ReaderSearch {
  const page = Number(search.page);
  return {
    ...(Number.isInteger(page) && page > 0 ? { page } : {}),
    ...(search.from === "chair" ? { from: "chair" as const } : {}),
    ...(typeof search.version === "string" && /^[0-9a-f]{64}$/.test(search.version)
      ? { version: search.version }
      : {}),
  };
}

/** One's notes: of all meetings, or of one; `within` is the meeting one came from. */
export function notesSearch(search: Record<string, unknown>): { meeting?: string; within?: string } {
  const text = (value: unknown) => (typeof value === "string" && value !== "" ? value : undefined);
  const [meeting, within] = [text(search.meeting), text(search.within)];
  return { ...(meeting ? { meeting } : {}), ...(within ? { within } : {}) };
}
