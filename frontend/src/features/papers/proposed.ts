// Sets what a paper is filed as beside what its first page says, field by field.
import type { Proposal } from "./factsApi";
import type { PaperFields } from "./papersApi";

export const FILED = ["type_code", "symbol", "issued_on", "unit", "title", "classification"] as const;
export type Filed = (typeof FILED)[number];

export interface Line {
  field: Filed;
  set: string;
  /** What the first page says, where it says something else. */
  proposed?: string;
  /** The first page says the same. */
  agrees: boolean;
}

const plain = (text: string) => text.normalize("NFC").replace(/\s+/g, " ").trim();

export function lines(fields: PaperFields, proposal: Proposal | undefined): Line[] {
  return FILED.map((field) => {
    const set = plain(fields[field]);
    const said = plain(proposal?.[field] ?? "");
    const agrees = said !== "" && said.toLowerCase() === set.toLowerCase();
    return { field, set, proposed: said && !agrees ? said : undefined, agrees };
  });
}

/** The changes that take over these lines' proposals. */
export function taken(chosen: readonly Line[]): Partial<PaperFields> {
  return Object.fromEntries(chosen.flatMap(({ field, proposed }) => (proposed ? [[field, proposed]] : [])));
}
