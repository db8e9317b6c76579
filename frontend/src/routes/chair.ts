// The chair's pages, loaded only by those who go there.
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { through } from "./guard";
import { rootRoute } from "./root";

const chairRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/chair",
  beforeLoad: through("chair"),
});

const homeRoute = createRoute({
  getParentRoute: () => chairRoute,
  path: "/",
  component: lazyRouteComponent(() => import("../features/chair/ChairHome"), "ChairHome"),
});

const meetingRoute = createRoute({
  getParentRoute: () => chairRoute,
  path: "/meetings/$meeting",
  component: lazyRouteComponent(() => import("../features/chair/Console"), "Console"),
});

export const chairRoutes = chairRoute.addChildren([homeRoute, meetingRoute]);
