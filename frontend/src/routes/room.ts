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

const meetingRoute = createRoute({
  getParentRoute: () => roomRoute,
  path: "/meetings/$meetingId",
  component: lazyRouteComponent(() => import("../features/room/RoomMeeting"), "RoomMeeting"),
});

const meetingHomeRoute = createRoute({
  getParentRoute: () => meetingRoute,
  path: "/",
  component: lazyRouteComponent(() => import("../features/room/Room"), "Room"),
});

const paperRoute = createRoute({
  getParentRoute: () => meetingRoute,
  path: "/papers/$paperId",
  component: lazyRouteComponent(() => import("../features/reader/Reader"), "Reader"),
});

export const roomRoutes = roomRoute.addChildren([
  homeRoute,
  meetingRoute.addChildren([meetingHomeRoute, paperRoute]),
]);
