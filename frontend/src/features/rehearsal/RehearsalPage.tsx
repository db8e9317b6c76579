// Trying the room before a meeting: choose how many tablets, watch them join and follow, read what came of it.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/Button";
import { PlayIcon, RefreshIcon, StopIcon } from "../../ui/Icon";
import { Notice } from "../../ui/Notice";
import { ErrorState, Loading } from "../../ui/State";
import { DeskShell } from "../desk/DeskShell";
import page from "../desk/Page.module.css";
import { useAct } from "../meeting/useAct";
import { Chooser } from "./Chooser";
import { readTablets } from "./figures";
import { Playing } from "./Playing";
import { Failed, Result } from "./Result";
import { begin, rehearsalQuery, runs, type Standing, stop } from "./rehearsalApi";

export function RehearsalPage() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const rehearsal = useQuery(rehearsalQuery);
  const [typed, setTyped] = useState("300");
  const [again, setAgain] = useState(false);
  const [tried, setTried] = useState(false);
  const [stopped, setStopped] = useState(false);
  const beginning = useAct(begin);
  const stopping = useAct(stop);
  const now = rehearsal.data;
  const running = runs(now);
  const over = now?.state === "done" || now?.state === "failed";
  const choosing = now && !running && (again || !over);
  const connection = rehearsal.error ? "lost" : now ? "live" : "connecting";
  const look = () => queries.invalidateQueries({ queryKey: rehearsalQuery.queryKey });
  const start = () => {
    setTried(true);
    const tablets = readTablets(typed);
    if (!tablets) return;
    setStopped(false);
    beginning.act(
      tablets,
      (standing: Standing) => {
        queries.setQueryData(rehearsalQuery.queryKey, standing);
        setAgain(false);
        setTried(false);
      },
      // Somebody else's may run: then it is shown.
      () => void look(),
    );
  };
  const end = () =>
    stopping.act(undefined, () => {
      setStopped(true);
      void look();
    });
  return (
    <DeskShell connection={connection} since={rehearsal.dataUpdatedAt || undefined}>
      <div className={page.head}>
        <h1 className={page.title}>{t("rehearsal.heading")}</h1>
        <div className={page.actions}>
          {running && (
            <Button icon={<StopIcon />} busy={stopping.busy} onClick={end}>
              {t("rehearsal.stop")}
            </Button>
          )}
          {choosing && over && <Button onClick={() => setAgain(false)}>{t("rehearsal.lastResult")}</Button>}
          {choosing && (
            <Button variant="primary" icon={<PlayIcon />} busy={beginning.busy} onClick={start}>
              {t("rehearsal.begin")}
            </Button>
          )}
          {over && !choosing && (
            <Button
              variant="primary"
              icon={<RefreshIcon />}
              onClick={() => {
                beginning.forget();
                setStopped(false);
                setAgain(true);
              }}
            >
              {t("rehearsal.again")}
            </Button>
          )}
        </div>
      </div>
      <div className={page.body}>
        {!now && rehearsal.error && (
          <ErrorState error={rehearsal.error} onRetry={() => rehearsal.refetch()} />
        )}
        {!now && !rehearsal.error && <Loading rows={5} />}
        {running && rehearsal.error && <Notice tone="warning">{t("rehearsal.outOfSight")}</Notice>}
        {running && stopping.refusal && <Notice tone="error">{stopping.refusal.message}</Notice>}
        {running && <Playing standing={now as Standing} />}
        {choosing && stopped && !over && (
          <Notice tone="info" title={t("rehearsal.stopped")} onDismiss={() => setStopped(false)}>
            {t("rehearsal.stoppedHint")}
          </Notice>
        )}
        {choosing && beginning.refusal && <Notice tone="error">{beginning.refusal.message}</Notice>}
        {choosing && <Chooser typed={typed} onType={setTyped} tried={tried} />}
        {!choosing && now?.report && <Result report={now.report} endedAt={now.ended_at} />}
        {!choosing && now?.failure && <Failed failure={now.failure} />}
      </div>
    </DeskShell>
  );
}
