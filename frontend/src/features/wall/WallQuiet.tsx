// The wall without a meeting: no meeting today, a first word still awaited, or nobody signed in. Calm in every case.
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { clock, longDate } from "../../i18n/time";
import { useHouse } from "./house";
import { WallHead } from "./WallPicture";
import styles from "./WallQuiet.module.css";
import { WallStage } from "./WallStage";

export function WallQuiet({ why, live = false }: { why: "idle" | "waiting" | "signedOut"; live?: boolean }) {
  const { t } = useTranslation();
  const { name, offset } = useHouse();
  const now = useTick() + offset;
  return (
    <WallStage>
      <div className={styles.quiet}>
        <WallHead house={name} live={why === "signedOut" ? undefined : live} />
        <main className={`${styles.body} on-dark`}>
          <p className={styles.clock}>{clock(now)}</p>
          <p className={styles.date}>{longDate(now)}</p>
          <h1 className={styles.title}>{t(`wall.${why}`)}</h1>
          {why === "idle" && <p className={styles.detail}>{t("wall.idleDetail")}</p>}
          {why === "signedOut" && (
            // The whole page is loaded anew: nothing of the ended session stays behind.
            <a className={styles.link} href="/signin?to=/wall">
              {t("wall.signIn")}
            </a>
          )}
        </main>
      </div>
    </WallStage>
  );
}

function useTick(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
