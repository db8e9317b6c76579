// The pages before any door: the front door itself, signing in, and pairing a tablet.
import { createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { places } from "../features/signin/places";
import { sessionQuery } from "../features/signin/session";
import { rootRoute } from "./root";

const frontRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/",
  beforeLoad: async ({ context }) => {
    const session = await context.queries.ensureQueryData(sessionQuery);
    if (!session) throw redirect({ to: "/signin" });
    const offered = await places(context.queries, session);
    const [only, another] = offered;
    if (only && !another) throw redirect({ to: `/${only}`, replace: true });
    return { offered };
  },
  component: lazyRouteComponent(() => import("../features/signin/ChooseDoor"), "ChooseDoor"),
});

const signinRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/signin",
  // Only an address of this house: nobody is sent elsewhere after signing in.
  validateSearch: (search: Record<string, unknown>): { to?: string } =>
    typeof search.to === "string" && /^\/(?![/\\])/.test(search.to) ? { to: search.to } : {},
  component: lazyRouteComponent(() => import("../features/signin/SignIn"), "SignIn"),
});

const pairRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/pair",
  component: lazyRouteComponent(() => import("../features/signin/Pair"), "Pair"),
});

const trustRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/trust",
  validateSearch: (search: Record<string, unknown>): { to?: string } =>
    typeof search.to === "string" && /^\/(?![/\\])/.test(search.to) ? { to: search.to } : {},
  component: lazyRouteComponent(() => import("../features/trust/TrustPage"), "TrustPage"),
});

export const entryRoutes = [frontRoute, signinRoute, pairRoute, trustRoute];
