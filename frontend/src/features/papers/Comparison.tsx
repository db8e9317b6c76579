// Two versions of a paper side by side: which pages differ, and on each page which words went and which came.
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useView } from "../../live/live.react";
import { Button } from "../../ui/Button";
import { DoneIcon, EditIcon, LessIcon, MoreIcon, NextIcon, PreviousIcon } from "../../ui/Icon";
import { EmptyState, ErrorState, Loading } from "../../ui/State";
import styles from "./Comparison.module.css";
import { differing, nextDifference, sideRuns } from "./comparisonWalk";
import { type ComparedPage, compareVersions, type RunKind } from "./factsApi";
import { BackLink } from "./PaperPage";
import page from "./PaperPage.module.css";
import type { Paper } from "./papersApi";
import { versionsQuery } from "./Versions";

export interface ComparisonProps {
  id: string;
  from: string;
  to: string;
}

const signs = { same: DoneIcon, changed: EditIcon, added: MoreIcon, removed: LessIcon };

export function Comparison({ id, from, to }: ComparisonProps) {
  const { t } = useTranslation();
  const paper = useView((view) => view.papers[id]);
  const meeting = useView((view) => view.meeting_id);
  const compared = useQuery({
    queryKey: ["comparison", meeting, id, from, to],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => compareVersions(meeting, id, from, to),
  });
  if (!paper) return <BackLink />;
  return (
    <article className={page.page}>
      <Link
        className={page.back}
        to="/desk/meetings/$meeting"
        params={{ meeting }}
        search={{ tab: "papers", paper: id }}
      >
        <PreviousIcon size={20} />
        {t("papers.comparison.back")}
      </Link>
      <Head id={id} paper={paper} from={from} to={to} />
      {compared.isPending && <Loading rows={6} />}
      {compared.error && <ErrorState error={compared.error} onRetry={() => compared.refetch()} />}
      {compared.data && <Pages pages={compared.data} />}
    </article>
  );
}

function Head({ id, paper, from, to }: ComparisonProps & { paper: Paper }) {
  const { t } = useTranslation();
  const meeting = useView((view) => view.meeting_id);
  const heading = useRef<HTMLHeadingElement>(null);
  const { data: versions = [] } = useQuery(versionsQuery(meeting, id, paper));
  const numberOf = (hash: string) => versions.find((version) => version.hash === hash)?.version;
  const [before, after] = [numberOf(from), numberOf(to)];
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <h2 ref={heading} tabIndex={-1} className={styles.title}>
      {paper.title}
      {before !== undefined && after !== undefined && (
        <span className={styles.which}>{t("papers.comparison.which", { before, after })}</span>
      )}
    </h2>
  );
}

function Pages({ pages }: { pages: ComparedPage[] }) {
  const { t } = useTranslation();
  const places = differing(pages);
  const [shown, setShown] = useState(places[0] ?? 0);
  const text = useRef<HTMLElement>(null);
  const current = pages[shown];
  if (places.length === 0 || !current) {
    return (
      <EmptyState icon={<DoneIcon size={48} />} title={t("papers.comparison.none")}>
        {t("papers.comparison.noneHint")}
      </EmptyState>
    );
  }
  const show = (place: number | undefined) => {
    if (place === undefined) return;
    setShown(place);
    text.current?.focus({ preventScroll: true });
  };
  return (
    <div className={styles.columns}>
      <nav className={styles.list} aria-label={t("papers.comparison.pages")}>
        <p className={styles.count}>{t("papers.comparison.count", { count: places.length })}</p>
        <ol>
          {pages.map((one, place) => (
            <li key={`${one.from}-${one.to}`}>
              <PageButton page={one} open={place === shown} onOpen={() => show(place)} />
            </li>
          ))}
        </ol>
      </nav>
      <section
        ref={text}
        tabIndex={-1}
        className={styles.text}
        aria-label={t("papers.comparison.textOf", { page: current.to ?? current.from })}
      >
        <div className={styles.steps}>
          <p className={styles.now}>{t(`papers.comparison.kindLong.${current.kind}`)}</p>
          <Button icon={<PreviousIcon size={20} />} onClick={() => show(nextDifference(pages, shown, -1))}>
            {t("papers.comparison.previous")}
          </Button>
          <Button icon={<NextIcon size={20} />} onClick={() => show(nextDifference(pages, shown, 1))}>
            {t("papers.comparison.next")}
          </Button>
        </div>
        <div className={styles.sides}>
          <Side page={current} own="removed" number={current.from} />
          <Side page={current} own="added" number={current.to} />
        </div>
      </section>
    </div>
  );
}

function PageButton({ page: one, open, onOpen }: { page: ComparedPage; open: boolean; onOpen(): void }) {
  const { t } = useTranslation();
  const Sign = signs[one.kind];
  return (
    <button
      type="button"
      className={`${styles.page} ${styles[one.kind]}`}
      aria-current={open ? "true" : undefined}
      onClick={onOpen}
    >
      <Sign size={20} />
      <span className={styles.number}>
        {t("papers.comparison.page", { page: one.to ?? one.from })}
        {one.from !== undefined && one.to !== undefined && one.from !== one.to && (
          <span className={styles.was}>{t("papers.comparison.was", { page: one.from })}</span>
        )}
      </span>
      <span>{t(`papers.comparison.kind.${one.kind}`)}</span>
    </button>
  );
}

interface SideProps {
  page: ComparedPage;
  own: Exclude<RunKind, "same">;
  number?: number;
}

/** Words that went are struck through, words that came are underlined: told by shape, and said to those who listen. */
function Side({ page: one, own, number }: SideProps) {
  const { t } = useTranslation();
  const Mark = own === "removed" ? "del" : "ins";
  const before = own === "removed";
  return (
    <div className={styles.side}>
      <h3 className={styles.sideTitle}>
        {t(before ? "papers.comparison.before" : "papers.comparison.after")}
        {number !== undefined && `, ${t("papers.comparison.page", { page: number }).toLowerCase()}`}
      </h3>
      {number === undefined ? (
        <p className={styles.absent}>{t("papers.comparison.absent")}</p>
      ) : (
        <p className={styles.words}>
          {sideRuns(one, own).map(({ kind, text }, place) =>
            kind === "same" ? (
              text
            ) : (
              // biome-ignore lint/suspicious/noArrayIndexKey: the runs of a page never change
              <Mark key={place} className={styles[own]}>
                {text}
              </Mark>
            ),
          )}
        </p>
      )}
    </div>
  );
}
