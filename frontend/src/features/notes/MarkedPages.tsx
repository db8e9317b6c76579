// My marked pages: whole rows that open the very page, by meeting and paper, the newest meeting first.
import { useQuery } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { BookmarkIcon, HighlighterIcon, NextIcon, NoteIcon, NotesIcon, PenIcon } from "../../ui/Icon";
import { EmptyState, ErrorState, Loading } from "../../ui/State";
import { versionAddress } from "../reader/RoomLink";
import { useSession } from "../signin/session";
import styles from "./MarkedPages.module.css";
import { type NotePage, notesQuery } from "./notesApi";

const KINDS = ["note", "bookmark", "stroke", "highlight"] as const;
const icons = { note: NoteIcon, bookmark: BookmarkIcon, stroke: PenIcon, highlight: HighlighterIcon };

export function MarkedPages({ meeting }: { meeting?: string }) {
  const { t } = useTranslation();
  const { account_id: account } = useSession();
  const notes = useQuery(notesQuery(account, meeting));
  if (notes.isPending) return <Loading />;
  if (!notes.data) return <ErrorState error={notes.error} onRetry={() => void notes.refetch()} />;
  const { pages, more, kept } = notes.data;
  if (pages.length === 0) {
    return (
      <EmptyState icon={<NotesIcon size={48} />} title={t("notes.list.none")}>
        <p>{t("notes.list.noneDetail")}</p>
        <p>{t("notes.list.noneFinger")}</p>
      </EmptyState>
    );
  }
  const papers = grouped(pages);
  return (
    <>
      {kept && (
        <p className={styles.kept} role="status">
          {t("notes.list.kept")}
        </p>
      )}
      {papers.map((some) => (
        <Paper key={`${some[0]?.paper_id}/${some[0]?.hash}`} pages={some} withMeeting={!meeting} />
      ))}
      {more && <p className={styles.facts}>{t("notes.list.more")}</p>}
    </>
  );
}

/** By paper and version, in the order they come. */
function grouped(pages: readonly NotePage[]): NotePage[][] {
  const groups = new Map<string, NotePage[]>();
  for (const page of pages) {
    const key = `${page.paper_id}/${page.hash}`;
    groups.set(key, [...(groups.get(key) ?? []), page]);
  }
  return [...groups.values()];
}

function Paper({ pages, withMeeting }: { pages: NotePage[]; withMeeting: boolean }) {
  const { t } = useTranslation();
  const router = useRouter();
  const [first] = pages;
  if (!first) return null;
  const title = first.symbol
    ? t("reader.titleWithSymbol", { title: first.title, symbol: first.symbol })
    : first.title;
  return (
    <section className={styles.paper}>
      <h2>{title}</h2>
      {withMeeting && <p className={styles.facts}>{first.meeting_title}</p>}
      {!first.current && (
        <p className={styles.old}>
          {first.version === undefined
            ? t(first.here ? "notes.list.oldHere" : "notes.list.oldKept")
            : t("notes.list.old", { version: String(first.version) })}
        </p>
      )}
      <ul>
        {pages.map((page) => {
          const address = versionAddress(
            page.meeting_id,
            page.paper_id,
            page.page,
            page.current ? undefined : page.hash,
          );
          return (
            <li key={page.page}>
              <a
                className={styles.row}
                href={address}
                onClick={(event) => {
                  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
                  event.preventDefault();
                  router.history.push(address);
                }}
              >
                <span className={styles.page}>{t("notes.list.page", { page: String(page.page) })}</span>
                <span className={styles.words}>
                  {page.snippet && <span className={styles.snippet}>{page.snippet}</span>}
                  <span className={styles.kinds}>
                    {KINDS.filter((kind) => page.kinds[kind]).map((kind) => {
                      const Icon = icons[kind];
                      return (
                        <span key={kind}>
                          <Icon size={20} />
                          {t(`notes.list.${kind}`, { count: page.kinds[kind] ?? 0 })}
                        </span>
                      );
                    })}
                  </span>
                </span>
                <NextIcon className={styles.go} />
              </a>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
