// The room's display: finds its meeting by itself and follows it all day without a hand on it.
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { answer, api } from "../../api/client";
import { Refusal } from "../../api/problem";
import { pick, type Showing } from "./pick";
import { Wall } from "./Wall";
import styles from "./WallHome.module.css";
import { WallQuiet } from "./WallQuiet";

const LOOK_AGAIN_MS = 15_000;

export function WallHome() {
  const list = useQuery({
    queryKey: ["meetings", "wall"],
    queryFn: () => answer(api.GET("/api/meetings")),
    retry: false,
    refetchInterval: LOOK_AGAIN_MS,
    refetchIntervalInBackground: true,
  });
  const [showing, setShowing] = useState<Showing>();
  const { data, dataUpdatedAt, error } = list;
  useEffect(() => {
    if (data) setShowing((before) => pick(data.meetings, before, dataUpdatedAt));
  }, [data, dataUpdatedAt]);

  const signedOut = error instanceof Refusal && error.status === 401;
  return (
    <div className={styles.wall}>
      {signedOut ? (
        <WallQuiet why="signedOut" />
      ) : showing ? (
        <Wall meeting={showing.meeting} />
      ) : (
        <WallQuiet why={data ? "idle" : "waiting"} live={Boolean(data) && !error} />
      )}
    </div>
  );
}
