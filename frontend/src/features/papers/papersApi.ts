// The acts on papers other than sending a file, how a paper is laid out for a form, and where its file is.
import { api, type intention, type Schemas } from "../../api/client";

export type Paper = Schemas["PaperView"];
type Headers = ReturnType<typeof intention>;

export type PaperFields = {
  title: string;
  symbol: string;
  unit: string;
  type_code: string;
  /** 2026-11-20 */
  issued_on: string;
  /** Its code. */
  classification: string;
  item_id: string;
};

export const paperFields = (paper: Paper): PaperFields => ({
  title: paper.title,
  symbol: paper.symbol ?? "",
  unit: paper.unit ?? "",
  type_code: paper.type_code ?? "",
  issued_on: paper.issued_on ?? "",
  classification: paper.classification?.code ?? "",
  item_id: paper.item_id,
});

export const editPaper =
  (m: string, p: string) =>
  ({ revision, change }: { revision: number; change: Partial<PaperFields> }, headers: Headers) =>
    api.PATCH("/api/meetings/{meeting_id}/papers/{paper_id}", {
      params: { path: { meeting_id: m, paper_id: p } },
      body: { revision, ...change },
      headers,
    });

export const withdrawPaper = (m: string) => (p: string, headers: Headers) =>
  api.DELETE("/api/meetings/{meeting_id}/papers/{paper_id}", {
    params: { path: { meeting_id: m, paper_id: p } },
    headers,
  });

export const fileAt = (m: string, p: string, hash: string) => `/api/meetings/${m}/papers/${p}/files/${hash}`;
export const fileAddress = (m: string, p: string, paper: Paper) => fileAt(m, p, paper.hash);
