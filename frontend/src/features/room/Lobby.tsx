// Before the opening: when, where, my seat, and what to read; one tap says that I am here.
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { clock, longDate } from "../../i18n/time";
import { Button } from "../../ui/Button";
import { EnterIcon, PresentIcon } from "../../ui/Icon";
import { Notice } from "../../ui/Notice";
import { useReachable } from "../../ui/useReachable";
import { chairOf, me } from "../meeting/situation";
import { PackCard } from "../pack/PackCard";
import { ServiceButton } from "../service/ServiceButton";
import { Agenda } from "./Agenda";
import { mayCheckIn, useCheckIn } from "./CheckIn";
import reason from "./CheckIn.module.css";
import styles from "./Lobby.module.css";
import { MyNotes } from "./MyNotes";
import { NewsButton } from "./NewsSheet";
import { rowOf } from "./PaperRow";
import { PresentButton } from "./PresentSheet";
import type { SessionProps } from "./Session";
import frame from "./Session.module.css";
import { Strip } from "./Strip";
import { useSettled } from "./steady";
import { useUntil } from "./until";
import { useVisit } from "./visit.react";

export function Lobby({ view, mine, now, cut }: SessionProps) {
  const { t } = useTranslation();
  const { enter, paper: lastPaper, leaveFor } = useVisit();
  const { checkIn, kept, busy, refusal, forget } = useCheckIn(view, cut);
  const until = useUntil();
  const heading = useRef<HTMLHeadingElement>(null);
  const about = useRef<HTMLElement>(null);
  useReachable(about);
  // Whoever has said so already, heard or not, goes in.
  const asked = mayCheckIn(view, mine) && !kept;
  const settled = useSettled(asked ? "check in" : "enter");
  const self = me(view, mine);
  const chair = chairOf(view);
  const left = until(view.starts_at, now);
  const guest = view.audience === "guest";

  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the page opens
  useEffect(() => {
    const row = lastPaper ? document.getElementById(rowOf(lastPaper)) : null;
    (row ?? heading.current)?.focus({ preventScroll: !row });
    leaveFor(undefined);
  }, []);

  const press = () => {
    if (!settled()) return;
    if (asked) checkIn();
    else enter();
  };
  return (
    <>
      <Strip view={view} mine={mine} now={now} cut={cut} />
      <div className={frame.work}>
        <main className={frame.main}>
          <h1 ref={heading} tabIndex={-1} className={styles.title}>
            {view.title}
          </h1>
          <Agenda view={view} />
        </main>
        <aside ref={about} className={styles.side} aria-label={t("room.lobby.about")}>
          <div className={styles.fact}>
            <p>
              {left
                ? t("room.lobby.startsIn", { time: clock(view.starts_at) })
                : t("room.lobby.starts", { time: clock(view.starts_at) })}
            </p>
            <p className={styles.large}>{left ?? t("room.lobby.now")}</p>
            <p>{longDate(view.starts_at)}</p>
            <p>{view.room}</p>
          </div>
          {self && (
            <div className={styles.fact}>
              {self.seat && (
                <>
                  <p>{t("room.lobby.seat")}</p>
                  <p className={styles.seat}>{self.seat}</p>
                </>
              )}
              <p>{t("room.lobby.role", { role: t(`common.role.${self.role}`) })}</p>
            </div>
          )}
          {chair && (
            <div className={styles.fact}>
              <p>{t("room.lobby.chair")}</p>
              <p className={styles.name}>{t("room.comrade", { name: chair.name })}</p>
              <p>{chair.post}</p>
            </div>
          )}
          <PackCard meeting={view.meeting_id} papers={view.papers} offline={cut !== undefined} />
          {!guest && (
            <p className={styles.fact}>
              {t("room.lobby.present", {
                present: view.attendance.present,
                expected: view.attendance.expected,
              })}
            </p>
          )}
        </aside>
        {refusal && (
          <div className={frame.refusal}>
            <Notice tone="error" onDismiss={forget}>
              {refusal.message}
            </Notice>
          </div>
        )}
      </div>
      <div className={frame.bar}>
        <NewsButton view={view} />
        <PresentButton view={view} />
        <MyNotes meeting={view.meeting_id} />
        {view.can.includes("call_service") && (
          <ServiceButton
            meeting={view.meeting_id}
            item={undefined}
            seat={self?.seat}
            cut={cut}
            className={frame.side}
          />
        )}
        <Button
          variant="primary"
          size="bar"
          className={frame.primary}
          icon={asked ? <PresentIcon /> : <EnterIcon />}
          busy={busy}
          onClick={press}
        >
          {t(asked ? "room.checkIn" : "room.enter")}
          {kept && <span className={reason.reason}>{t("room.checkInKept")}</span>}
        </Button>
      </div>
    </>
  );
}
