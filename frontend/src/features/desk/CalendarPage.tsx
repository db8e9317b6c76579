// The calendar: one week of the house, Monday first, and the list of its meetings.
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { answer, api } from "../../api/client";
import { Button } from "../../ui/Button";
import { CalendarIcon, MoreIcon, NextIcon, PreviousIcon } from "../../ui/Icon";
import { EmptyState, ErrorState, Loading } from "../../ui/State";
import { CreateMeeting } from "./CreateMeeting";
import { DeskShell } from "./DeskShell";
import page from "./Page.module.css";
import { WeekGrid } from "./WeekGrid";
import { WeekList } from "./WeekList";
import { addDays, dayMonth, fullDate, monday, today, weekNumber } from "./when";

/** Other secretaries create meetings too; the calendar has no live channel, so it looks again. */
const LOOK_AGAIN_MS = 15_000;

const route = getRouteApi("/desk/");

export function CalendarPage() {
  const { t } = useTranslation();
  const { week } = route.useSearch();
  const navigate = route.useNavigate();
  const [creating, setCreating] = useState(false);
  const first = monday(week ?? today(Date.now()));
  const last = addDays(first, 6);
  const meetings = useQuery({
    queryKey: ["meetings", first],
    refetchInterval: LOOK_AGAIN_MS,
    queryFn: async () =>
      (await answer(api.GET("/api/meetings", { params: { query: { from: first, to: last } } }))).meetings,
  });
  const go = (to?: string) => navigate({ search: to ? { week: to } : {} });
  const connection = meetings.error ? "lost" : meetings.data ? "live" : "connecting";
  const create = (
    <Button variant="primary" icon={<MoreIcon />} onClick={() => setCreating(true)}>
      {t("desk.calendar.create")}
    </Button>
  );
  return (
    <DeskShell connection={connection} since={meetings.dataUpdatedAt || undefined}>
      <div className={page.head}>
        <h1 className={page.title}>
          {t("desk.calendar.week", {
            number: weekNumber(first),
            from: dayMonth(first),
            to: fullDate(last),
          })}
        </h1>
        <div className={page.steps}>
          <Button aria-label={t("desk.calendar.previous")} onClick={() => go(addDays(first, -7))}>
            <PreviousIcon />
          </Button>
          <Button aria-label={t("desk.calendar.next")} onClick={() => go(addDays(first, 7))}>
            <NextIcon />
          </Button>
          <Button onClick={() => go()}>{t("desk.calendar.thisWeek")}</Button>
        </div>
        <div className={page.actions}>{create}</div>
      </div>
      <div className={page.body}>
        {meetings.data ? (
          <>
            <WeekGrid first={first} meetings={meetings.data} />
            {meetings.data.length > 0 ? (
              <WeekList meetings={meetings.data} />
            ) : (
              <EmptyState icon={<CalendarIcon size={48} />} title={t("desk.calendar.empty")}>
                {t("desk.calendar.emptyHint")}
              </EmptyState>
            )}
          </>
        ) : meetings.error ? (
          <ErrorState error={meetings.error} onRetry={() => meetings.refetch()} />
        ) : (
          <Loading rows={8} />
        )}
      </div>
      {creating && <CreateMeeting first={first} onClose={() => setCreating(false)} />}
    </DeskShell>
  );
}
