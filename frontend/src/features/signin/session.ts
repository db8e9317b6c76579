// Who is signed in, and which doors are open to them.
import { queryOptions, useQuery } from "@tanstack/react-query";
import { answer, api, type Schemas } from "../../api/client";
import { Refusal } from "../../api/problem";

export type Session = Schemas["Session"];
export type DoorName = Schemas["DoorName"];

/** `null` when nobody is signed in. */
export const sessionQuery = queryOptions({
  queryKey: ["session"],
  staleTime: 5 * 60_000,
  retry: false,
  queryFn: async (): Promise<Session | null> => {
    try {
      return await answer(api.GET("/api/session"));
    } catch (error) {
      if (error instanceof Refusal && error.status === 401) return null;
      throw error;
    }
  },
});

/** The signed-in account; only below a door, whose guard has made sure of it. */
export function useSession(): Session {
  const { data } = useQuery(sessionQuery);
  if (!data) throw new Error("useSession outside a door");
  return data;
}
