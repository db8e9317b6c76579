// What was found in a paper's file, its versions, and what differs between two of them.
import { answer, api, type Schemas } from "../../api/client";

export const SOURCES = ["extracted", "mended", "fallback", "office", "recognised", "none"] as const;
export type Source = (typeof SOURCES)[number];

export type Signature = Omit<Schemas["SignatureView"], "state" | "covers" | "purpose"> & {
  state: "valid" | "altered" | "unknown_issuer" | "unreadable";
  covers: "whole" | "part";
  purpose: "approval" | "certification" | "timestamp";
};
export type Proposal = Schemas["ProposalView"];
/** As the server writes them, its words told apart. */
export type Facts = Omit<Schemas["FactsView"], "state" | "sources" | "signatures" | "missing"> & {
  state: StudyState;
  sources: Source[];
  signatures?: Signature[];
  missing: ("libreoffice" | "tesseract")[];
};
export type StudyState = "waiting" | "working" | "done" | "failed";

export type RunKind = "same" | "removed" | "added";
export interface Run {
  kind: RunKind;
  text: string;
}
export type ComparedPage = Omit<Schemas["ComparedPageView"], "kind" | "runs"> & {
  kind: "same" | "changed" | "added" | "removed";
  runs: Run[];
};

const at = (meeting_id: string, paper_id: string) => ({ meeting_id, paper_id });

export const readFacts = async (m: string, p: string, hash: string) =>
  (await answer(
    api.GET("/api/meetings/{meeting_id}/papers/{paper_id}/facts", {
      params: { path: at(m, p), query: { hash } },
    }),
  )) as Facts;

export const readVersions = async (m: string, p: string) =>
  (
    await answer(
      api.GET("/api/meetings/{meeting_id}/papers/{paper_id}/versions", { params: { path: at(m, p) } }),
    )
  ).versions;

export const compareVersions = async (m: string, p: string, from: string, to: string) =>
  (
    await answer(
      api.GET("/api/meetings/{meeting_id}/papers/{paper_id}/comparison", {
        params: { path: at(m, p), query: { from, to } },
      }),
    )
  ).pages as ComparedPage[];

export const pictureAddress = (m: string, p: string, page: number, width: 160 | 800 | 1600, hash: string) =>
  `/api/meetings/${m}/papers/${p}/pages/${page}/picture?${new URLSearchParams({ width: String(width), hash })}`;
