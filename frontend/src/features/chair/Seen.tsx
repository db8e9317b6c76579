// What the room sees: the wall itself, over the wall's own channel, only smaller. Not a drawing of it.
import { useTranslation } from "react-i18next";
import { LiveMeeting, usePicture } from "../../live/live.react";
import { cutSince } from "../meeting/cut";
import { useHouse } from "../wall/house";
import { WallPicture } from "../wall/WallPicture";
import { WallStage } from "../wall/WallStage";
import styles from "./Seen.module.css";

export function Seen({ meeting, now }: { meeting: string; now: number }) {
  const { t } = useTranslation();
  return (
    <section className={styles.seen}>
      <h2 className={styles.title}>{t("chair.seen.title")}</h2>
      <div className={styles.frame}>
        <LiveMeeting meeting={meeting} door="wall">
          <Small now={now} />
        </LiveMeeting>
      </div>
    </section>
  );
}

/** The console's own clock ticks here too: two readings a second apart, side by side, would be doubted. */
function Small({ now }: { now: number }) {
  const { t } = useTranslation();
  const picture = usePicture();
  const { name } = useHouse();
  const { view, connection } = picture;
  if (!view) return null;
  const item = view.agenda.current ? view.agenda.items[view.agenda.current] : undefined;
  const words = view.phase === "open" && item ? item.title : t(`common.phase.${view.phase}`);
  return (
    <div role="img" aria-label={t("chair.seen.picture", { words })} className={styles.fill}>
      <div inert className={styles.fill}>
        <WallStage small>
          <WallPicture
            view={view}
            house={name}
            now={now}
            live={connection === "live"}
            cut={cutSince(picture)}
          />
        </WallStage>
      </div>
    </div>
  );
}
