// The page of one meeting: lobby, room or what is left after the end; in words when there is nothing to show.
import { useTranslation } from "react-i18next";
import { usePicture, useServerNow } from "../../live/live.react";
import { cutSince } from "../meeting/cut";
import { NoPicture } from "../meeting/NoPicture";
import { After } from "./After";
import { Lobby } from "./Lobby";
import styles from "./Room.module.css";
import { RoomHeader } from "./RoomHeader";
import { Session } from "./Session";
import { useSteady } from "./steady";
import { useVisit } from "./visit.react";

export function Room() {
  const { t } = useTranslation();
  const picture = usePicture();
  const view = useSteady(picture.view);
  const now = useServerNow();
  const { entered } = useVisit();
  const { ended, mine } = picture;
  const cut = cutSince(picture);

  if (ended || !view) {
    return (
      <div className={styles.room}>
        <RoomHeader />
        <main className={styles.plain}>
          <NoPicture picture={picture} />
        </main>
      </div>
    );
  }
  const shared = { view, mine, now, cut };
  return (
    <div className={styles.room}>
      <title>{t("room.pageTitle", { title: view.title })}</title>
      <RoomHeader title={view.title} picture={picture} now={now} cut={cut} />
      {view.phase === "closed" ? (
        <After {...shared} />
      ) : view.phase === "open" || view.phase === "paused" || entered ? (
        <Session {...shared} />
      ) : (
        <Lobby {...shared} />
      )}
    </div>
  );
}
