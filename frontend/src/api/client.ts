// The one way to speak to the server: typed by the contract, in the reader's language, failing as a Refusal.
import createClient, { type Middleware } from "openapi-fetch";
import { i18n } from "../i18n/i18n";
import { refusal, unreachable } from "./problem";
import type { components, paths } from "./schema";

export type Schemas = components["schemas"];

const inTheReadersLanguage: Middleware = {
  onRequest({ request }) {
    request.headers.set("Accept-Language", i18n.language);
    return request;
  },
};

export const api = createClient<paths>({ baseUrl: window.location.origin });
api.use(inTheReadersLanguage);

/** What the server answered, or a thrown Refusal. */
export async function answer<T>(
  call: Promise<{ data?: T; error?: unknown; response: Response }>,
): Promise<T> {
  const { data, error, response } = await call.catch(() => {
    throw unreachable();
  });
  if (!response.ok) throw refusal(error, response.status);
  return data as T;
}

/** One header per intention of the user: the same one goes with every retry, so the act happens once. */
export function intention(): { "Idempotency-Key": string } {
  return { "Idempotency-Key": uuid() };
}

// crypto.randomUUID is missing on a LAN served without TLS; random values are there everywhere.
function uuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
