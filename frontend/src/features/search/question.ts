// A search as it stands in an address: what is asked, and what narrows it down.

/** What is asked, as it stands in the address. */
export interface Question {
  q?: string;
  year?: number;
  type?: string;
  unit?: string;
  meeting?: string;
}

/** The question an address asks. */
export function readQuestion(search: Record<string, unknown>): Question {
  const text = (value: unknown) => {
    const words = typeof value === "string" || typeof value === "number" ? String(value).trim() : "";
    return words === "" ? undefined : words;
  };
  const year = Number(search.year);
  const question = {
    q: text(search.q),
    year: Number.isInteger(year) && year > 1900 && year < 2200 ? year : undefined,
    type: text(search.type),
    unit: text(search.unit),
    meeting: text(search.meeting),
  };
  return Object.fromEntries(Object.entries(question).filter(([, value]) => value !== undefined));
}
