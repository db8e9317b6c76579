// The room's pages, loaded only by those who go there.
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { through } from "./guard";
import { rootRoute } from "./root";

const roomRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/room",
  beforeLoad: through("room"),
});

const homeRoute = createRoute({
  getParentRoute: () => roomRoute,
  path: "/",
  component: lazyRouteComponent(() => import("../features/room/RoomHome"), "RoomHome"),
});

export const roomRoutes = roomRoute.addChildren([homeRoute]);
