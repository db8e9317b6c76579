// The meetings one is invited to: the running or next one large and one tap away, the others below.
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { answer, api } from "../../api/client";
import { clock, longDate } from "../../i18n/time";
import { CalendarIcon, EnterIcon } from "../../ui/Icon";
import { EmptyState, ErrorState, Loading } from "../../ui/State";
import { type KeptHome, keptHome, noteHome } from "../../vault/home";
import { orKept } from "../../vault/offline";
import { UpdateNotice } from "../pack/UpdateNotice";
import after from "./After.module.css";
import { LeadMeeting } from "./LeadMeeting";
import { LeadPack } from "./LeadPack";
import { MeetingList } from "./MeetingList";
import { sortMeetings } from "./meetings";
import { RoomHeader } from "./RoomHeader";
import styles from "./RoomHome.module.css";
import frame from "./Session.module.css";

async function asked(): Promise<Omit<KeptHome, "keptAt"> & { keptAt?: number }> {
  // The server's day: a tablet whose clock is off would find no meeting.
  const [{ now }, { meetings }] = await Promise.all([
    answer(api.GET("/api/house")),
    answer(api.GET("/api/meetings", { params: { query: { whose: "mine" } } })),
  ]);
  void noteHome(meetings, now).catch(() => {});
  return { meetings, now };
}

export function RoomHome() {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  const mine = useQuery({
    queryKey: ["meetings", "mine"],
    queryFn: async () => {
      const { meetings, now, keptAt } = await orKept(asked(), keptHome);
      return { now, keptAt, ...sortMeetings(meetings, now) };
    },
    refetchInterval: 30_000,
  });
  const { data } = mine;
  const shown = data !== undefined;
  useEffect(() => {
    if (shown) heading.current?.focus({ preventScroll: true });
  }, [shown]);
  const nothing = data && !data.lead && data.later.length === 0 && data.past.length === 0;
  return (
    <div className={styles.page}>
      <title>{t("room.home.pageTitle")}</title>
      <RoomHeader title={t("room.title")} now={data ? Date.parse(data.now) : undefined} />
      <main className={styles.main}>
        {mine.isPending && <Loading />}
        {mine.isError && !data && <ErrorState error={mine.error} onRetry={() => void mine.refetch()} />}
        {data && (
          <>
            <div className={styles.head}>
              <h1 ref={heading} tabIndex={-1}>
                {t("room.home.title")}
              </h1>
              <p>{longDate(data.now)}</p>
            </div>
            {/* Not beside a running meeting: one would be in the middle of it. */}
            {data.lead?.phase !== "open" && data.lead?.phase !== "paused" && <UpdateNotice />}
            {data.keptAt !== undefined && (
              <p className={styles.stale} role="status">
                {t("room.home.kept", { time: clock(data.keptAt) })}
              </p>
            )}
            {mine.isError && (
              <p className={styles.stale} role="status">
                {mine.error.message}
              </p>
            )}
            {nothing && (
              <EmptyState icon={<CalendarIcon size={48} />} title={t("room.home.none")}>
                {t("room.home.noneDetail")}
              </EmptyState>
            )}
            {data.lead && <LeadMeeting meeting={data.lead} now={Date.parse(data.now)} />}
            {data.lead && <LeadPack meeting={data.lead.meeting_id} offline={data.keptAt !== undefined} />}
            {!data.lead && !nothing && (
              <EmptyState icon={<CalendarIcon size={48} />} title={t("room.home.nothingAhead")}>
                {t("room.home.noneDetail")}
              </EmptyState>
            )}
            {data.later.length > 0 && (
              <section className={styles.section} aria-labelledby="later">
                <h2 id="later">{t("room.home.later")}</h2>
                <MeetingList meetings={data.later} now={data.now} />
              </section>
            )}
            {data.past.length > 0 && (
              <details className={styles.section} open={!data.lead && data.later.length === 0}>
                <summary>{t("room.home.past", { count: data.past.length })}</summary>
                <MeetingList meetings={data.past} now={data.now} />
              </details>
            )}
          </>
        )}
      </main>
      {data?.lead && (
        <div className={`${frame.bar} ${styles.bar}`}>
          <Link
            className={`${after.home} ${frame.primary}`}
            to="/room/meetings/$meetingId"
            params={{ meetingId: data.lead.meeting_id }}
            aria-describedby="lead"
          >
            <EnterIcon />
            <span>{t("room.home.enter")}</span>
          </Link>
        </div>
      )}
    </div>
  );
}
