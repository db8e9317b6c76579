// What the study of a file found: where each page's text came from, what to look at, what the reading copy leaves out.
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { InfoIcon, SealIcon, WarningIcon } from "../../ui/Icon";
import { Notice } from "../../ui/Notice";
import styles from "./Findings.module.css";
import { type Facts, SOURCES, type Source } from "./factsApi";
import { removedWord, warningWord } from "./findingWords";
import { Panel } from "./Panel";
import { pageList } from "./pageList";

export function Findings({ facts }: { facts: Facts }) {
  const { t } = useTranslation();
  const { state, missing, removed } = facts;
  const warnings = allWarnings(facts);
  const working = state === "waiting" || state === "working";
  return (
    <>
      {state === "failed" && (
        <Notice tone="error" title={t("papers.facts.failed")}>
          {t("papers.facts.failedHint")}
        </Notice>
      )}
      {missing.map((tool) => (
        <Notice key={tool} tone="warning" title={t(`papers.facts.missing.${tool}`)}>
          {t(`papers.facts.missing.${tool}Hint`)}
        </Notice>
      ))}
      <Panel title={t("papers.facts.text")}>
        {working ? <Progress facts={facts} /> : <TextSources facts={facts} />}
      </Panel>
      {warnings.length > 0 && (
        <Panel title={t("papers.facts.warnings")}>
          <ul className={styles.list}>
            {warnings.map(({ code, pages = [] }) => (
              <Point key={code} sign={<WarningIcon size={20} className={styles.amber} />}>
                {warningWord(t, code)}
                {pages.length > 0 && (
                  <span className={styles.pages}>
                    {t("papers.facts.onPages", { count: pages.length, pages: pageList(pages) })}
                  </span>
                )}
              </Point>
            ))}
          </ul>
        </Panel>
      )}
      {removed.length > 0 && (
        <Panel title={t("papers.facts.removed")}>
          <p className={styles.note}>{t("papers.facts.removedHint")}</p>
          <ul className={styles.list}>
            {removed.map(({ kind, count }) => (
              <Point key={kind} sign={<SealIcon size={20} className={styles.green} />}>
                {removedWord(t, kind)}
                {count > 1 && <span className={styles.pages}>{t("papers.facts.times", { count })}</span>}
              </Point>
            ))}
          </ul>
        </Panel>
      )}
    </>
  );
}

function Point({ sign, children }: { sign: ReactNode; children: ReactNode }) {
  return (
    <li>
      {sign}
      <p>{children}</p>
    </li>
  );
}

function Progress({ facts }: { facts: Facts }) {
  const { t } = useTranslation();
  const { done, total } = facts;
  return (
    <div role="status">
      <p className={styles.note}>
        {total > 0 ? t("papers.facts.studying", { done, total }) : t("papers.facts.studyingSoon")}
      </p>
      <progress
        className={styles.progress}
        value={total > 0 ? done : undefined}
        max={total || 1}
        aria-label={t("papers.facts.text")}
      />
    </div>
  );
}

/** What is to be looked at, the file's own troubles among it. */
function allWarnings({ warnings, unconvertible, poor_fonts, no_copy, state }: Facts) {
  const more = (code: string, holds: boolean) => (holds ? [{ code, pages: [] }] : []);
  return [
    ...warnings,
    ...more("unconvertible", unconvertible),
    ...more("poor_fonts", poor_fonts),
    ...more("no_copy", no_copy !== undefined && state === "done"),
  ];
}

/** Page by page as a strip, each kind in its own pattern, and the same counted in words. */
function TextSources({ facts }: { facts: Facts }) {
  const { t } = useTranslation();
  const kinds = SOURCES.flatMap((source) => {
    const pages = facts.sources.flatMap((of, place) => (of === source ? [place + 1] : []));
    return pages.length > 0 ? [{ source, pages }] : [];
  });
  if (kinds.length === 0) {
    return (
      <p className={styles.note}>
        <InfoIcon size={20} /> {t("papers.facts.noText")}
      </p>
    );
  }
  return (
    <>
      <div className={styles.strip} aria-hidden="true">
        {runs(facts.sources).map(({ source, from, length }) => (
          <span key={from} className={styles[source]} style={{ flexGrow: length }} />
        ))}
      </div>
      <ul className={styles.legend}>
        {kinds.map(({ source, pages }) => (
          <li key={source}>
            <span className={`${styles.swatch} ${styles[source]}`} aria-hidden="true" />
            <span>
              <strong>{t("desk.papers.pages", { count: pages.length })}</strong>{" "}
              {t(`papers.facts.source.${source}`)}
              {kinds.length > 1 && source !== "extracted" && (
                <span className={styles.pages}>
                  {t("papers.facts.onPages", { count: pages.length, pages: pageList(pages) })}
                </span>
              )}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Neighbours of one kind drawn as one piece: 2,000 pages are no 2,000 elements. */
function runs(sources: readonly Source[]) {
  const pieces: { source: Source; from: number; length: number }[] = [];
  sources.forEach((source, from) => {
    const last = pieces.at(-1);
    if (last?.source === source) last.length += 1;
    else pieces.push({ source, from, length: 1 });
  });
  return pieces;
}
