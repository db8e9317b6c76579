// What the desk asks about tablets.
import { queryOptions } from "@tanstack/react-query";
import { answer, api } from "../../api/client";

/** Tablets come and go by other hands too. */
const LOOK_AGAIN_MS = 10_000;
const PAIRING_LOOK_MS = 2_000;

export const devicesQuery = queryOptions({
  queryKey: ["devices"],
  refetchInterval: LOOK_AGAIN_MS,
  queryFn: async () => (await answer(api.GET("/api/devices"))).devices,
});

export const pairingQuery = (id: string) =>
  queryOptions({
    queryKey: ["pairing", id],
    queryFn: () => answer(api.GET("/api/pairings/{pairing_id}", { params: { path: { pairing_id: id } } })),
    // Until it is taken or over; a lost connection does not stop the asking.
    refetchInterval: ({ state }) => (state.data && state.data.state !== "waiting" ? false : PAIRING_LOOK_MS),
  });

export const invite = (person_id: string, headers: { "Idempotency-Key": string }) =>
  api.POST("/api/pairings", { body: { person_id }, headers });

export const revoke = (id: string, headers: { "Idempotency-Key": string }) =>
  api.DELETE("/api/devices/{device_id}", { params: { path: { device_id: id } }, headers });
