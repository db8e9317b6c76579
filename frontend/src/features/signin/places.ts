// Which doors to offer: the server opens the chair's to every person, but few run a meeting today.
import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { answer, api } from "../../api/client";
import { day } from "../../i18n/time";
import { type DoorName, type Session, useSession } from "./session";

/** An attendee who only attends is spared the question, and goes straight to the room. */
export async function places(queries: QueryClient, session: Session): Promise<DoorName[]> {
  if (!session.doors.includes("chair") || session.doors.length < 2) return session.doors;
  const presides = await queries
    .fetchQuery({ queryKey: ["meetings", "presides"], queryFn: presidesToday, staleTime: 30_000 })
    // Whoever cannot be told apart now is offered everything that is theirs.
    .catch(() => true);
  return session.doors.filter((door) => door !== "chair" || presides);
}

/** The same for a screen behind a door; nothing until it is known. */
export function usePlaces(enabled: boolean): DoorName[] {
  const queries = useQueryClient();
  const session = useSession();
  const { data = [] } = useQuery({
    queryKey: ["places", session.account_id],
    queryFn: () => places(queries, session),
    enabled,
  });
  return data;
}

async function presidesToday(): Promise<boolean> {
  const { now } = await answer(api.GET("/api/house"));
  const query = { from: day(now), to: day(now) };
  const { meetings } = await answer(api.GET("/api/meetings", { params: { query } }));
  return meetings.some(({ my_role }) => my_role === "chair" || my_role === "secretary");
}
