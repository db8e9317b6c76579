// The desk's pages, loaded only by those who go there.
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { through } from "./guard";
import { rootRoute } from "./root";

const deskRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/desk",
  beforeLoad: through("desk"),
});

const homeRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: "/",
  component: lazyRouteComponent(() => import("../features/desk/DeskHome"), "DeskHome"),
});

export const deskRoutes = deskRoute.addChildren([homeRoute]);
