// The whole map of addresses.
import type { QueryClient } from "@tanstack/react-query";
import { createRouter } from "@tanstack/react-router";
import { chairRoutes } from "./chair";
import { deskRoutes } from "./desk";
import { entryRoutes } from "./entry";
import { roomRoutes } from "./room";
import { rootRoute } from "./root";
import { wallRoutes } from "./wall";

export function openRouter(queries: QueryClient) {
  return createRouter({
    routeTree: rootRoute.addChildren([...entryRoutes, deskRoutes, roomRoutes, chairRoutes, wallRoutes]),
    context: { queries },
    defaultPreload: "intent",
    defaultPendingMs: 300,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof openRouter>;
  }
}
