// The versions of a paper, newest first: each kept as it came, and each comparable with the one before it.
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { clock, date } from "../../i18n/time";
import { useView } from "../../live/live.react";
import { CompareIcon, DownloadIcon } from "../../ui/Icon";
import { ErrorState, Loading } from "../../ui/State";
import { size } from "./bytes";
import { readVersions } from "./factsApi";
import { Panel } from "./Panel";
import { fileAt, type Paper } from "./papersApi";
import styles from "./Versions.module.css";

export const versionsQuery = (meeting: string, id: string, paper: Paper) => ({
  queryKey: ["versions", meeting, id, paper.version],
  queryFn: () => readVersions(meeting, id),
});

export function Versions({ id, paper }: { id: string; paper: Paper }) {
  const { t } = useTranslation();
  const meeting = useView((view) => view.meeting_id);
  const versions = useQuery(versionsQuery(meeting, id, paper));
  const list = (versions.data ?? []).toSorted((a, b) => b.version - a.version);
  return (
    <Panel title={t("papers.versions.title", { count: paper.version })}>
      {versions.isPending && <Loading rows={1} />}
      {versions.error && <ErrorState error={versions.error} onRetry={() => versions.refetch()} />}
      <ol className={styles.list} reversed>
        {list.map((version, place) => {
          const before = list[place + 1];
          return (
            <li key={version.version} className={styles.version}>
              <p>
                <strong>{t("desk.papers.versionOf", { version: version.version })}</strong>
                {place === 0 && <span className={styles.shown}>{t("papers.versions.shown")}</span>}
                <span className={styles.note}>
                  {[
                    t("papers.versions.since", { date: date(version.at), time: clock(version.at) }),
                    version.pages > 0 && t("desk.papers.pages", { count: version.pages }),
                    version.kind !== "pdf" && version.kind.toUpperCase(),
                    size(version.size),
                  ]
                    .filter(Boolean)
                    .join(", ")}
                </span>
              </p>
              <p className={styles.acts}>
                {before && (
                  <Link
                    to="/desk/meetings/$meeting"
                    params={{ meeting }}
                    search={{ tab: "papers", paper: id, from: before.hash, to: version.hash }}
                    aria-label={t("papers.versions.compareLong", {
                      version: version.version,
                      before: before.version,
                    })}
                  >
                    <CompareIcon size={20} />
                    {t("papers.versions.compare", { before: before.version })}
                  </Link>
                )}
                <a
                  href={fileAt(meeting, id, version.hash)}
                  download={version.name}
                  aria-label={t("papers.versions.downloadLong", { version: version.version })}
                >
                  <DownloadIcon size={20} />
                  {t("papers.versions.download")}
                </a>
              </p>
            </li>
          );
        })}
      </ol>
    </Panel>
  );
}
