// What the desk asks about the rehearsal the house plays by itself.
import { queryOptions } from "@tanstack/react-query";
import { answer, api, type Schemas } from "../../api/client";

export type Standing = Schemas["RehearsalStanding"];

const LOOK_MS = 1_000;
/** Another desk may begin one. */
const LOOK_AGAIN_MS = 10_000;

export const runs = (standing?: Standing) => standing?.state === "joining" || standing?.state === "changing";

export const rehearsalQuery = queryOptions({
  queryKey: ["rehearsal"],
  queryFn: () => answer(api.GET("/api/house/rehearsal")),
  refetchInterval: ({ state }) => (runs(state.data) ? LOOK_MS : LOOK_AGAIN_MS),
});

type Headers = { "Idempotency-Key": string };

export const begin = (tablets: number, headers: Headers) =>
  api.POST("/api/house/rehearsal", { body: { tablets }, headers });

export const stop = (_: undefined, headers: Headers) => api.DELETE("/api/house/rehearsal", { headers });
