// The house and its clock: years are counted by the office's day, not the device's.
import { queryOptions } from "@tanstack/react-query";
import { answer, api } from "../../api/client";

export const houseQuery = queryOptions({
  queryKey: ["house"],
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: () => answer(api.GET("/api/house")),
});
