// What this house's own certificate is, and whether this device trusts it.
import { queryOptions } from "@tanstack/react-query";
import { answer, api, type Schemas } from "../../api/client";
import { Refusal } from "../../api/problem";

export type Trust = Schemas["Trust"];

/** `null` where the house makes no certificates of its own. */
export const trustQuery = queryOptions({
  queryKey: ["trust"],
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: async (): Promise<Trust | null> => {
    try {
      return await answer(api.GET("/api/trust"));
    } catch (error) {
      if (error instanceof Refusal && error.status === 404) return null;
      throw error;
    }
  },
});

/** Whether an encrypted request succeeds: a device that does not trust the certificate lets none through. */
export async function isTrusted(https: string): Promise<boolean> {
  try {
    const answer = await fetch(`${https}/api/trust`, { cache: "no-store", credentials: "omit" });
    return answer.ok;
  } catch {
    return false;
  }
}
