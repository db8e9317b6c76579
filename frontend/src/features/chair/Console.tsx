// The chair's console of one meeting: opens the live channel and says in words why there is nothing to show.
import { useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { unreachable } from "../../api/problem";
import { clock } from "../../i18n/time";
import { LiveMeeting, usePicture, useServerNow } from "../../live/live.react";
import { Button } from "../../ui/Button";
import { ConnectionBadge } from "../../ui/ConnectionBadge";
import { Header } from "../../ui/Header";
import { EnterIcon, HomeIcon, InfoIcon } from "../../ui/Icon";
import { EmptyState, ErrorState, Loading } from "../../ui/State";
import { Options } from "../meeting/Options";
import { cutSince } from "../wall/cut";
import styles from "./Console.module.css";
import { Summary } from "./Summary";
import { Workplace } from "./Workplace";

export function Console() {
  const { meeting } = useParams({ from: "/chair/meetings/$meeting" });
  return (
    <LiveMeeting key={meeting} meeting={meeting} door="room">
      <Screen />
    </LiveMeeting>
  );
}

function Screen() {
  const { t } = useTranslation();
  const picture = usePicture();
  const now = useServerNow();
  const { view, ended, connection, mine } = picture;
  const cut = cutSince(picture, now);
  const go = (address: string) => () => window.location.assign(address);

  if (ended === "signed_out") {
    const back = `/signin?to=${encodeURIComponent(window.location.pathname)}`;
    return (
      <Plain>
        <EmptyState
          icon={<EnterIcon size={48} />}
          title={t("chair.signedOut")}
          action={
            <Button variant="primary" size="bar" onClick={go(back)}>
              {t("chair.signIn")}
            </Button>
          }
        >
          {t("chair.signedOutDetail")}
        </EmptyState>
      </Plain>
    );
  }
  if (ended) {
    return (
      <Plain>
        <EmptyState
          icon={<InfoIcon size={48} />}
          title={t("chair.removed")}
          action={
            <Button variant="primary" size="bar" icon={<HomeIcon />} onClick={go("/")}>
              {t("common.home")}
            </Button>
          }
        >
          {t("chair.removedDetail")}
        </EmptyState>
      </Plain>
    );
  }
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
  return (
    <div className={styles.console}>
      <Header lead={<p className={styles.title}>{view.title}</p>}>
        <ConnectionBadge state={cut === undefined ? connection : "lost"} since={cut} />
        <time className={styles.clock}>{clock(now)}</time>
        <Options />
      </Header>
      {view.phase === "closed" ? (
        <Summary view={view} now={now} />
      ) : (
        <Workplace view={view} mine={mine} now={now} cut={cut} />
      )}
    </div>
  );
}

function Plain({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <div className={styles.console}>
      <Header title={t("chair.title")}>
        <Options />
      </Header>
      <main className={styles.plain}>{children}</main>
    </div>
  );
}
