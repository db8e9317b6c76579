// A page as letters alone, flowed to the width of the screen and as large as one likes: for narrow screens and tired eyes.
import { useQuery } from "@tanstack/react-query";
import { useEffect, useLayoutEffect, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { flow, type Passage } from "../../reader/flow";
import { layOver } from "../../reader/overlay";
import { Button } from "../../ui/Button";
import { PaperIcon } from "../../ui/Icon";
import { EmptyState, ErrorState, Loading } from "../../ui/State";
import styles from "./Letters.module.css";
import { pageQuery } from "./pagesApi";

interface LettersProps {
  meeting: string;
  id: string;
  hash: string;
  page: number;
  pages: number;
  night: boolean;
  watermark?: string;
  onGo(page: number): void;
  /** Back to the pages as they are. */
  onPages(): void;
}

export function Letters(props: LettersProps) {
  const { meeting, id, hash, page, pages, night, watermark, onGo, onPages } = props;
  const { t } = useTranslation();
  const query = useQuery(pageQuery(meeting, id, hash, page));
  const scroller = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page begins at its top
  useLayoutEffect(() => {
    // Newer browsers answer with a promise, which is no clean-up.
    scroller.current?.scrollTo({ top: 0, behavior: "instant" });
  }, [page]);
  const passages = useMemo(() => passagesOf(query.data), [query.data]);
  return (
    <section
      ref={scroller}
      className={`${styles.letters} ${night ? styles.night : ""}`}
      aria-label={t("reader.letters.title")}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
    >
      {watermark && <Water words={watermark} />}
      <div className={styles.flow}>
        <p className={styles.page}>{t("reader.pageOf", { page: String(page), total: String(pages) })}</p>
        {query.isPending ? (
          <Loading rows={6} />
        ) : query.error ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : passages.length === 0 ? (
          <EmptyState
            icon={<PaperIcon size={48} />}
            title={t("reader.letters.none")}
            action={<Button onClick={onPages}>{t("reader.letters.pages")}</Button>}
          >
            {t("reader.letters.noneDetail")}
          </EmptyState>
        ) : (
          <>
            {query.data?.source === "recognised" && (
              <p className={styles.note}>{t("reader.letters.recognised")}</p>
            )}
            {passages.map(({ kind, text }, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the passages of a page never change
              <p key={place} className={styles[kind]}>
                {text}
              </p>
            ))}
          </>
        )}
        <nav className={styles.turn} aria-label={t("reader.letters.turn")}>
          <Button disabled={page <= 1} onClick={() => onGo(page - 1)}>
            {t("reader.previousPageLong")}
          </Button>
          <Button disabled={page >= pages} onClick={() => onGo(page + 1)}>
            {t("reader.nextPageLong")}
          </Button>
        </nav>
      </div>
    </section>
  );
}

type Text = Pick<Passage, "kind" | "text">;

/** Where nobody knows where the words stand, the text's own lines are kept. */
function passagesOf(page: { words: Passage["words"]; text: string } | undefined): Text[] {
  if (!page) return [];
  if (page.words.length > 0) return flow(page.words);
  return page.text
    .split(/\n+/u)
    .map((line) => line.trim())
    .filter(Boolean)
    .map((text) => ({ kind: "text", text }));
}

/** Who reads it, where and when, behind the letters as over the pages. */
function Water({ words }: { words: string }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const over = layOver({ watermark: words }, { width: 595, height: 842 });
    if (over) place.current?.replaceChildren(over);
  }, [words]);
  return <div ref={place} className={styles.water} aria-hidden="true" />;
}
