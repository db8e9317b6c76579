// The page of one meeting: lobby, room or what is left after the end; in words when there is nothing to show.
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { unreachable } from "../../api/problem";
import { usePicture, useServerNow } from "../../live/live.react";
import { Button } from "../../ui/Button";
import { EnterIcon, HomeIcon, InfoIcon, SearchIcon } from "../../ui/Icon";
import { EmptyState, ErrorState, Loading } from "../../ui/State";
import { cutSince } from "../wall/cut";
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
  const { ended, connection, mine } = picture;
  const cut = cutSince(picture, now);

  // A meeting that was on screen is not unknown: one has been taken out of it while the line was cut.
  if (ended) return <Ended why={ended === "unknown" && picture.view ? "removed" : ended} />;
  if (!view) {
    return (
      <Plain>
        {connection === "lost" ? (
          <ErrorState error={unreachable()} onRetry={() => window.location.reload()} />
        ) : (
          <Loading />
        )}
      </Plain>
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

function Ended({ why }: { why: "signed_out" | "removed" | "unknown" }) {
  const { t } = useTranslation();
  const go = (address: string) => () => window.location.assign(address);
  const home = (
    <Button variant="primary" size="bar" icon={<HomeIcon />} onClick={go("/room")}>
      {t("room.backHome")}
    </Button>
  );
  if (why === "signed_out") {
    const back = `/signin?to=${encodeURIComponent(window.location.pathname)}`;
    const signIn = (
      <Button variant="primary" size="bar" onClick={go(back)}>
        {t("room.signIn")}
      </Button>
    );
    return (
      <Plain>
        <EmptyState icon={<EnterIcon size={48} />} title={t("room.signedOut")} action={signIn}>
          {t("room.signedOutDetail")}
        </EmptyState>
      </Plain>
    );
  }
  if (why === "removed") {
    return (
      <Plain>
        <EmptyState icon={<InfoIcon size={48} />} title={t("room.removed")} action={home}>
          {t("room.removedDetail")}
        </EmptyState>
      </Plain>
    );
  }
  return (
    <Plain>
      <EmptyState icon={<SearchIcon size={48} />} title={t("room.unknown")} action={home}>
        {t("room.unknownDetail")}
      </EmptyState>
    </Plain>
  );
}

function Plain({ children }: { children: ReactNode }) {
  return (
    <div className={styles.room}>
      <RoomHeader />
      <main className={styles.plain}>{children}</main>
    </div>
  );
}
