// What was found: each paper with the passage that answers, opened at that page; or why nothing was, and what to try.
import { useInfiniteQuery } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/Button";
import { NextIcon, PaperIcon, SearchIcon } from "../../ui/Icon";
import { EmptyState, ErrorState, Loading } from "../../ui/State";
import { fullDate } from "../desk/when";
import { paperAddress } from "../reader/RoomLink";
import { pieces } from "./pieces";
import type { Question } from "./question";
import styles from "./Results.module.css";
import { type Hit, searchQuery } from "./searchApi";

export function Results({ question }: { question: Question }) {
  const { t } = useTranslation();
  const found = useInfiniteQuery(searchQuery(question));
  if (!question.q) return <Advice title={t("search.begin")} />;
  if (found.isPending) return <Loading rows={5} />;
  if (found.error && !found.data) {
    return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  }
  const hits = found.data?.pages.flatMap((page) => page.hits) ?? [];
  const { total = 0, more = false } = found.data?.pages[0] ?? {};
  const kept = found.data?.pages[0]?.kept;
  if (hits.length === 0) {
    return (
      <>
        {kept && <p className={styles.kept}>{t("search.kept")}</p>}
        <Advice title={t("search.none", { question: question.q })} none />
      </>
    );
  }
  return (
    <section aria-label={t("search.results")}>
      {kept && <p className={styles.kept}>{t("search.kept")}</p>}
      <p className={styles.count} role="status">
        {t(more ? "search.countMore" : "search.count", { count: total })}
      </p>
      <ol className={styles.hits}>
        {hits.map((hit) => (
          <li key={`${hit.paper_id}-${hit.page ?? 0}`}>
            <OneHit hit={hit} question={question} />
          </li>
        ))}
      </ol>
      {found.hasNextPage && (
        <Button
          className={styles.more}
          busy={found.isFetchingNextPage}
          onClick={() => void found.fetchNextPage()}
        >
          {t("search.more")}
        </Button>
      )}
      {found.error && <p role="alert">{found.error.message}</p>}
    </section>
  );
}

function OneHit({ hit, question }: { hit: Hit; question: Question }) {
  const { t } = useTranslation();
  const router = useRouter();
  const { page, rectangles } = hit;
  const address = paperAddress(hit.meeting_id, hit.paper_id, page);
  const facts = [
    hit.symbol && t("search.symbol", { symbol: hit.symbol }),
    hit.unit,
    hit.issued_on && fullDate(hit.issued_on),
  ].filter(Boolean);
  return (
    <a
      className={styles.hit}
      href={address}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        // Where the words stand travels beside the address: it would be unreadable within it.
        router.history.push(address, { found: page ? { page, rectangles, q: question.q } : undefined });
      }}
    >
      <PaperIcon className={styles.icon} />
      <span className={styles.words}>
        <span className={styles.title}>{hit.title}</span>
        {facts.length > 0 && <span className={styles.facts}>{facts.join(" · ")}</span>}
        {hit.snippet.text && (
          <span className={styles.snippet}>
            {page !== undefined && <strong>{t("search.page", { page })}: </strong>}
            {pieces(hit.snippet).map(({ text, marked }, place) =>
              // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a snippet never change
              marked ? <mark key={place}>{text}</mark> : text,
            )}
          </span>
        )}
        {/* Within one meeting it would only be the same line again and again. */}
        {!question.meeting && <span className={styles.meeting}>{hit.meeting_title}</span>}
      </span>
      <NextIcon className={styles.go} />
    </a>
  );
}

function Advice({ title, none = false }: { title: string; none?: boolean }) {
  const { t } = useTranslation();
  return (
    <EmptyState icon={<SearchIcon size={48} />} title={title}>
      <ul className={styles.advice}>
        {none && <li>{t("search.advice.fewer")}</li>}
        <li>{t("search.advice.marks")}</li>
        <li>{t("search.advice.phrase")}</li>
        <li>{t("search.advice.number")}</li>
        {none && <li>{t("search.advice.scans")}</li>}
      </ul>
    </EmptyState>
  );
}
