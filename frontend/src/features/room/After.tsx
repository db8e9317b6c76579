// After the end: when the session was held, and its papers, still readable.
import { Link } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { clock, longDate } from "../../i18n/time";
import { DoneIcon, HomeIcon } from "../../ui/Icon";
import { Results } from "../motion/Result";
import styles from "./After.module.css";
import { Agenda } from "./Agenda";
import { rowOf } from "./PaperRow";
import type { SessionProps } from "./Session";
import frame from "./Session.module.css";
import { useVisit } from "./visit.react";

export function After({ view }: SessionProps) {
  const { t } = useTranslation();
  const { paper: lastPaper, leaveFor } = useVisit();
  const heading = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the page opens
  useEffect(() => {
    const row = lastPaper ? document.getElementById(rowOf(lastPaper)) : null;
    (row ?? heading.current)?.focus({ preventScroll: !row });
    leaveFor(undefined);
  }, []);
  const { opened_at, closed_at } = view.session;
  return (
    <>
      <main className={styles.main}>
        <div className={styles.column}>
          <div className={styles.head}>
            <DoneIcon size={48} />
            <div>
              <h1 ref={heading} tabIndex={-1} className={styles.title}>
                {t("room.after.title")}
              </h1>
              <p className={styles.meeting}>{view.title}</p>
              {opened_at && closed_at && (
                <p>
                  {t("room.after.times", {
                    date: longDate(opened_at),
                    opened: clock(opened_at),
                    closed: clock(closed_at),
                  })}
                </p>
              )}
              <p>{view.room}</p>
            </div>
          </div>
          <Agenda view={view} />
          <Results meeting={view.meeting_id} named={view.audience !== "guest"} />
        </div>
      </main>
      <div className={frame.bar}>
        <Link to="/room" className={`${styles.home} ${frame.primary}`}>
          <HomeIcon />
          <span>{t("room.backHome")}</span>
        </Link>
      </div>
    </>
  );
}
