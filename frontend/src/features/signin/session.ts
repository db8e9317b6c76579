// Who is signed in, and which doors are open to them.
import { queryOptions, useQuery } from "@tanstack/react-query";
import { answer, api, type Schemas } from "../../api/client";
import { Refusal } from "../../api/problem";
import { orKept } from "../../vault/offline";
import { keptSession, noteSession } from "../../vault/session";

export type Session = Schemas["Session"];
export type DoorName = Schemas["DoorName"];

/** Long: what is kept opens the room alone, and a slow server is no reason to shut the other doors. */
const PATIENCE_MS = 6_000;

/** `null` when nobody is signed in. */
export const sessionQuery = queryOptions({
  queryKey: ["session"],
  staleTime: 5 * 60_000,
  retry: false,
  queryFn: async (): Promise<Session | null> => {
    try {
      // Without network it is whoever unlocked this tablet last, for what it keeps.
      const session = await orKept(asked(), keptSession, PATIENCE_MS);
      return session;
    } catch (error) {
      if (error instanceof Refusal && error.status === 401) return null;
      throw error;
    }
  },
});

async function asked(): Promise<Session> {
  const session = await answer(api.GET("/api/session"));
  await noteSession(session).catch(() => {});
  return session;
}

/** The signed-in account; only below a door, whose guard has made sure of it. */
export function useSession(): Session {
  const { data } = useQuery(sessionQuery);
  if (!data) throw new Error("useSession outside a door");
  return data;
}
