// In place of an error page on a wall: a calm picture that tries again by itself.
import { useRouter } from "@tanstack/react-router";
import { useEffect } from "react";
import styles from "./WallHome.module.css";
import { WallQuiet } from "./WallQuiet";

const TRY_AGAIN_MS = 5_000;

export function WallTrouble() {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => void router.invalidate(), TRY_AGAIN_MS);
    return () => clearInterval(timer);
  }, [router]);
  return (
    <div className={styles.wall}>
      <WallQuiet why="waiting" />
    </div>
  );
}
