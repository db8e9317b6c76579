// The wire to our own server.
import { answer, api } from "../api/client";
import { Refusal } from "../api/problem";
import type { LogKey } from "./op";
import { type Wire, WireFailure } from "./wire";

function failed(error: unknown): WireFailure {
  if (!(error instanceof Refusal)) return new WireFailure({ kind: "later" });
  const { status } = error;
  if (status === 401) return new WireFailure({ kind: "denied" });
  if (status === 403 || status === 404) return new WireFailure({ kind: "lost" });
  const final = status === 400 || status === 409 || status === 413 || status === 422;
  return new WireFailure(final ? { kind: "refused", words: error.message } : { kind: "later" });
}

const path = ({ meeting, paper }: LogKey) => ({ meeting_id: meeting, paper_id: paper });

export const wire: Wire = {
  async send(log, ops) {
    const address = "/api/meetings/{meeting_id}/papers/{paper_id}/hand";
    const call = api.POST(address, {
      params: { path: path(log) },
      body: { account: log.account, hash: log.hash, ops: [...ops] },
    });
    await answer(call).catch((error) => {
      throw failed(error);
    });
  },
  async fetch(log, since) {
    const address = "/api/meetings/{meeting_id}/papers/{paper_id}/hand";
    const params = { path: path(log), query: { account: log.account, hash: log.hash, since } };
    return await answer(api.GET(address, { params })).catch((error) => {
      throw failed(error);
    });
  },
};
