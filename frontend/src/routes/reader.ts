// What an address may say to the reader besides the paper: the page to open at, and where its reader came from.

export function readerSearch(search: Record<string, unknown>): { page?: number; from?: "chair" } {
  const page = Number(search.page);
  return {
    ...(Number.isInteger(page) && page > 0 ? { page } : {}),
    ...(search.from === "chair" ? { from: "chair" as const } : {}),
  };
}
