// What was counted: the verdict, everybody as bars, the numbers, the rule; and, asked for, who chose what.
import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { answer, api, type Schemas } from "../../api/client";
import { clock } from "../../i18n/time";
import { Button } from "../../ui/Button";
import { AttendeesIcon, DoneIcon, InfoIcon } from "../../ui/Icon";
import { Ballots } from "./Ballots";
import type { Tally } from "./motion";
import { useShare, useVerdict } from "./Outcome";
import styles from "./Result.module.css";
import { VoteChart, VoteLegend } from "./VoteChart";

export type Vote = Schemas["VoteView"];

export interface ResultProps {
  tally: Tally;
  closedAt: string;
  /** Where several stand under each other: which one this is. */
  question?: string;
  /** Opens who chose what; absent for those who do not see the list. */
  onNames?(): void;
}

export function Result({ tally, closedAt, question, onNames }: ResultProps) {
  const { t } = useTranslation();
  const verdict = useVerdict()(tally);
  const percent = useShare()(tally);
  const heading = useId();
  const { majority } = tally;
  const Sign = majority?.carried ? DoneIcon : InfoIcon;
  return (
    <section className={styles.result} aria-labelledby={heading}>
      <h2 id={heading} className={question ? styles.question : "heard"}>
        {question ?? t("motion.result")}
      </h2>
      <p className={`${styles.verdict} ${majority?.carried ? styles.carried : ""}`}>
        <Sign size={36} />
        <span>
          {verdict && <strong>{verdict}: </strong>}
          {t("motion.favourMembers", { ...tally })}, {t("motion.share", { share: percent })}
        </span>
      </p>
      {majority?.by_chair && <p>{t("motion.byChair")}.</p>}
      <VoteChart tally={tally} />
      {majority && <p className={styles.needed}>{t("motion.needed", { needed: majority.needed })}</p>}
      <VoteLegend tally={tally} />
      <div className={styles.foot}>
        <p>
          {t("motion.closedAt", { time: clock(closedAt) })}
          {majority && (
            <span className={styles.source}>{t("motion.source", { source: majority.source })}</span>
          )}
        </p>
        {onNames && (
          <Button icon={<AttendeesIcon />} onClick={onNames}>
            {t("motion.byNameShow")}
          </Button>
        )}
      </div>
    </section>
  );
}

/** The votes of a meeting that are counted, with who chose what. `told`: changes when one more is. */
export function useVotes(meeting: string, told: string | undefined) {
  return useQuery({
    queryKey: ["votes", meeting, told],
    queryFn: () =>
      answer(api.GET("/api/meetings/{meeting_id}/motions", { params: { path: { meeting_id: meeting } } })),
    staleTime: 60_000,
  });
}

/** Every vote of a meeting under each other, after its end. Nothing where there was none. */
export function Results({ meeting, named }: { meeting: string; named: boolean }) {
  const { t } = useTranslation();
  const { data } = useVotes(meeting, "all");
  const [names, setNames] = useState<Vote>();
  const votes = data?.votes ?? [];
  if (votes.length === 0) return null;
  return (
    <section className={styles.results} aria-labelledby="votes">
      <h2 id="votes" className={styles.title}>
        {t("motion.results")}
      </h2>
      {votes.map((vote) => (
        <Result
          key={vote.motion_id}
          tally={vote.tally}
          closedAt={vote.closed_at}
          question={vote.question}
          onNames={named ? () => setNames(vote) : undefined}
        />
      ))}
      <Ballots vote={names} onClose={() => setNames(undefined)} />
    </section>
  );
}
