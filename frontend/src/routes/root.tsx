// The root of every page: what is shown for an unknown address or a broken screen.
import type { QueryClient } from "@tanstack/react-query";
import { createRootRouteWithContext, Outlet } from "@tanstack/react-router";
import { Broken, NotFound, Waiting } from "./Fallback";

export const rootRoute = createRootRouteWithContext<{ queries: QueryClient }>()({
  component: Outlet,
  errorComponent: Broken,
  notFoundComponent: NotFound,
  pendingComponent: Waiting,
});
