// Lets nobody through a door that is not theirs; after signing in they land where they wanted to go.
import type { QueryClient } from "@tanstack/react-query";
import { redirect } from "@tanstack/react-router";
import { type DoorName, sessionQuery } from "../features/signin/session";

export function through(door: DoorName) {
  return async ({ context, location }: { context: { queries: QueryClient }; location: { href: string } }) => {
    const session = await context.queries.ensureQueryData(sessionQuery);
    if (!session) throw redirect({ to: "/signin", search: { to: location.href } });
    if (!session.doors.includes(door)) throw redirect({ to: "/" });
  };
}
