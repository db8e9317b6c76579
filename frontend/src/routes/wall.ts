// The wall's pages, loaded only by those who go there.
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { through } from "./guard";
import { rootRoute } from "./root";

const wallRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/wall",
  beforeLoad: through("wall"),
});

const homeRoute = createRoute({
  getParentRoute: () => wallRoute,
  path: "/",
  component: lazyRouteComponent(() => import("../features/wall/WallHome"), "WallHome"),
});

export const wallRoutes = wallRoute.addChildren([homeRoute]);
