// The desk's pages, loaded only by those who go there.
import { createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { isDay } from "../features/desk/when";
import { readQuestion } from "../features/search/question";
import { sessionQuery } from "../features/signin/session";
import { through } from "./guard";
import { notesSearch, readerSearch } from "./reader";
import { rootRoute } from "./root";

const deskRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/desk",
  beforeLoad: through("desk"),
});

const calendarRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: "/",
  validateSearch: (search: Record<string, unknown>): { week?: string } =>
    isDay(search.week) ? { week: search.week } : {},
  // The administrator looks after tablets; meetings are the secretariat's.
  beforeLoad: async ({ context }) => {
    const session = await context.queries.ensureQueryData(sessionQuery);
    if (session?.house_role === "administrator") throw redirect({ to: "/desk/devices" });
  },
  component: lazyRouteComponent(() => import("../features/desk/CalendarPage"), "CalendarPage"),
});

const TABS = ["agenda", "attendees", "papers", "journal"] as const;
export type DeskTab = (typeof TABS)[number];

/** What of a meeting is open: a tab, one of its papers, two versions of that paper. */
interface Open {
  tab?: DeskTab;
  paper?: string;
  from?: string;
  to?: string;
}
const text = (value: unknown) => (typeof value === "string" && value !== "" ? value : undefined);

const meetingRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: "/meetings/$meeting",
  validateSearch: (search: Record<string, unknown>): Open => {
    const tab = TABS.find((known) => known === search.tab);
    if (!tab) return {};
    const paper = tab === "papers" ? text(search.paper) : undefined;
    if (!paper) return { tab };
    const [from, to] = [text(search.from), text(search.to)];
    return from && to ? { tab, paper, from, to } : { tab, paper };
  },
  component: lazyRouteComponent(() => import("../features/desk/MeetingPage"), "MeetingPage"),
});

const paperRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: "/meetings/$meeting/papers/$paperId",
  validateSearch: readerSearch,
  component: lazyRouteComponent(() => import("../features/reader/Reader"), "DeskReader"),
});

const searchRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: "/search",
  validateSearch: readQuestion,
  component: lazyRouteComponent(() => import("../features/search/DeskSearch"), "DeskSearch"),
});

const devicesRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: "/devices",
  component: lazyRouteComponent(() => import("../features/devices/DevicesPage"), "DevicesPage"),
});

const rehearsalRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: "/rehearsal",
  component: lazyRouteComponent(() => import("../features/rehearsal/RehearsalPage"), "RehearsalPage"),
});

const notesRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: "/notes",
  validateSearch: notesSearch,
  component: lazyRouteComponent(() => import("../features/notes/Notes"), "DeskNotes"),
});

export const deskRoutes = deskRoute.addChildren([
  notesRoute,
  calendarRoute,
  meetingRoute,
  paperRoute,
  searchRoute,
  devicesRoute,
  rehearsalRoute,
]);
