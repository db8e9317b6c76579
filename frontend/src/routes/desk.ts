// The desk's pages, loaded only by those who go there.
import { createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { isDay } from "../features/desk/when";
import { sessionQuery } from "../features/signin/session";
import { through } from "./guard";
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

const meetingRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: "/meetings/$meeting",
  validateSearch: (search: Record<string, unknown>): { tab?: DeskTab } => {
    const tab = TABS.find((known) => known === search.tab);
    return tab ? { tab } : {};
  },
  component: lazyRouteComponent(() => import("../features/desk/MeetingPage"), "MeetingPage"),
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

export const deskRoutes = deskRoute.addChildren([calendarRoute, meetingRoute, devicesRoute, rehearsalRoute]);
