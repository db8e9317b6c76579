// The wall's page, loaded only by those who go there; in trouble it stays calm and tries again.
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { through } from "./guard";
import { rootRoute } from "./root";

const wallRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/wall",
  beforeLoad: through("wall"),
  errorComponent: lazyRouteComponent(() => import("../features/wall/WallTrouble"), "WallTrouble"),
});

const homeRoute = createRoute({
  getParentRoute: () => wallRoute,
  path: "/",
  component: lazyRouteComponent(() => import("../features/wall/WallHome"), "WallHome"),
});

export const wallRoutes = wallRoute.addChildren([homeRoute]);
