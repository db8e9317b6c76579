// A refusal by the server (RFC 9457), or the lack of any answer, as one error every screen can show as it is.
import { i18n } from "../i18n/i18n";
import type { components } from "./schema";

export type Problem = components["schemas"]["Problem"];

export class Refusal extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail);
    this.name = "Refusal";
  }
  get code() {
    return this.problem.code;
  }
  get status() {
    return this.problem.status;
  }
}

/** No answer came: the network is away, or the server is. */
export function unreachable(): Refusal {
  const title = i18n.t("common.unreachable");
  const detail = i18n.t("common.unreachableDetail");
  return new Refusal({ type: "about:blank", title, status: 0, code: "unreachable", detail });
}

export function refusal(body: unknown, status: number): Refusal {
  if (typeof body === "object" && body !== null && "detail" in body && "code" in body) {
    return new Refusal(body as Problem);
  }
  const title = i18n.t("common.failed");
  const detail = i18n.t("common.failedDetail", { status });
  return new Refusal({ type: "about:blank", title, status, code: "unexpected", detail });
}
