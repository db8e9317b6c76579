// The meetings this person runs today; straight in when there is one.
import { useQuery } from "@tanstack/react-query";
import { Link, Navigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { answer, api } from "../../api/client";
import { clock, day } from "../../i18n/time";
import { Header } from "../../ui/Header";
import { CalendarIcon, NextIcon } from "../../ui/Icon";
import { EmptyState, ErrorState, Loading } from "../../ui/State";
import { Options } from "../meeting/Options";
import styles from "./ChairHome.module.css";

export function ChairHome() {
  const { t } = useTranslation();
  const today = useQuery({
    queryKey: ["meetings", "chair"],
    queryFn: async () => {
      // The server's day: a tablet whose clock is off would find no meeting.
      const { now } = await answer(api.GET("/api/house"));
      const query = { from: day(now), to: day(now) };
      const { meetings } = await answer(api.GET("/api/meetings", { params: { query } }));
      return meetings.filter(({ my_role }) => my_role === "chair" || my_role === "secretary");
    },
    refetchInterval: 30_000,
  });
  const [only, another] = today.data ?? [];
  if (only && !another) {
    return <Navigate to="/chair/meetings/$meeting" params={{ meeting: only.meeting_id }} replace />;
  }
  return (
    <div className={styles.page}>
      <Header title={t("chair.title")}>
        <Options />
      </Header>
      <main className={styles.main}>
        {today.isPending && <Loading />}
        {today.isError && <ErrorState error={today.error} onRetry={() => void today.refetch()} />}
        {today.data && !only && (
          <EmptyState icon={<CalendarIcon size={48} />} title={t("chair.home.none")}>
            {t("chair.home.noneDetail")}
          </EmptyState>
        )}
        {another && (
          <>
            <h1 className={styles.title}>{t("chair.home.title")}</h1>
            <ul className={styles.list}>
              {today.data?.map((meeting) => (
                <li key={meeting.meeting_id}>
                  <Link
                    className={styles.meeting}
                    to="/chair/meetings/$meeting"
                    params={{ meeting: meeting.meeting_id }}
                  >
                    <span className={styles.time}>{clock(meeting.starts_at)}</span>
                    <span className={styles.words}>
                      <span className={styles.name}>{meeting.title}</span>
                      <span>{meeting.room}</span>
                    </span>
                    <span className={styles.phase}>{t(`common.phase.${meeting.phase}`)}</span>
                    <NextIcon />
                  </Link>
                </li>
              ))}
            </ul>
          </>
        )}
      </main>
    </div>
  );
}
