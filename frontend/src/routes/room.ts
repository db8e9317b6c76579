// The room's pages, loaded only by those who go there.
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { type Question, readQuestion } from "../features/search/question";
import { through } from "./guard";
import { notesSearch, readerSearch } from "./reader";
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
  validateSearch: readerSearch,
  component: lazyRouteComponent(() => import("../features/reader/Reader"), "Reader"),
});

const voteRoute = createRoute({
  getParentRoute: () => meetingRoute,
  path: "/vote",
  component: lazyRouteComponent(() => import("../features/motion/Vote"), "Vote"),
});

const searchRoute = createRoute({
  getParentRoute: () => roomRoute,
  path: "/search",
  // `within` is the meeting one came from: its papers alone, or all, are one touch apart.
  validateSearch: (search: Record<string, unknown>): Question & { within?: string } => ({
    ...readQuestion(search),
    ...(typeof search.within === "string" ? { within: search.within } : {}),
  }),
  component: lazyRouteComponent(() => import("../features/search/RoomSearch"), "RoomSearch"),
});

const notesRoute = createRoute({
  getParentRoute: () => roomRoute,
  path: "/notes",
  validateSearch: notesSearch,
  component: lazyRouteComponent(() => import("../features/notes/Notes"), "RoomNotes"),
});

export const roomRoutes = roomRoute.addChildren([
  homeRoute,
  searchRoute,
  notesRoute,
  meetingRoute.addChildren([meetingHomeRoute, paperRoute, voteRoute]),
]);
