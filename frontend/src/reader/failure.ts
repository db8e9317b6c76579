// Why a paper cannot be shown, as few words as the screen has different answers for.

/**
 * `missing`: no longer there for this reader · `denied`: not signed in any more · `unreachable`: no answer ·
 * `server`: an answer that is none · `broken`: no PDF · `locked`: wants a password ·
 * `heavy`: takes for ever to draw.
 */
export type FailureKind = "missing" | "denied" | "unreachable" | "server" | "broken" | "locked" | "heavy";

export class ReadFailure extends Error {
  constructor(readonly kind: FailureKind) {
    super(kind);
    this.name = "ReadFailure";
  }
}

export function failureOfStatus(status: number): FailureKind {
  if (status === 404 || status === 410) return "missing";
  if (status === 401 || status === 403) return "denied";
  return "server";
}

/** What pdf.js throws, told by name: its classes live in the lazy chunk. */
export function failureOf(error: unknown): FailureKind {
  if (error instanceof ReadFailure) return error.kind;
  return (error as Error | undefined)?.name === "PasswordException" ? "locked" : "broken";
}
