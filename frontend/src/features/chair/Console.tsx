// The chair's console of one meeting: opens the live channel and shows what there is.
import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { LiveMeeting, usePicture, useServerNow } from "../../live/live.react";
import { Header } from "../../ui/Header";
import { useAwake } from "../comfort/useComfort";
import { cutSince } from "../meeting/cut";
import { DeviceState } from "../meeting/DeviceState";
import { NoPicture } from "../meeting/NoPicture";
import { Options } from "../meeting/Options";
import { running } from "../meeting/situation";
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
  const { view, ended, mine } = picture;
  const cut = cutSince(picture);
  useAwake(view !== undefined && running(view));

  if (ended || !view) {
    return (
      <div className={styles.console}>
        <Header title={t("chair.title")}>
          <Options />
        </Header>
        <main className={styles.plain}>
          <NoPicture picture={picture} />
        </main>
      </div>
    );
  }
  return (
    <div className={styles.console}>
      <Header
        lead={
          <>
            <span className={styles.brand}>{t("common.product")}</span>
            <p className={styles.title}>{view.title}</p>
          </>
        }
      >
        <DeviceState picture={picture} now={now} cut={cut} />
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
