// The file itself: what it is, how large, its checksum, and the copy tablets open.
import { useTranslation } from "react-i18next";
import { clock, date } from "../../i18n/time";
import { size } from "./bytes";
import { Checksum } from "./Checksum";
import styles from "./FileFacts.module.css";
import type { Facts } from "./factsApi";
import { Panel } from "./Panel";
import type { Paper } from "./papersApi";

export function FileFacts({ paper, facts }: { paper: Paper; facts?: Facts }) {
  const { t } = useTranslation();
  const pages = facts?.pages ?? paper.pages;
  const reading = facts?.reading;
  const kind = (facts?.kind ?? paper.kind ?? "pdf").toUpperCase();
  return (
    <Panel title={t("papers.file.title")}>
      <dl className={styles.facts}>
        <dt>{t("papers.file.name")}</dt>
        <dd>{paper.file_name}</dd>
        <dt>{t("papers.file.kind")}</dt>
        <dd>
          {[kind, size(paper.size), pages > 0 && t("desk.papers.pages", { count: pages })]
            .filter(Boolean)
            .join(", ")}
        </dd>
        <dt>{t("papers.file.received")}</dt>
        <dd>{t("papers.file.at", { date: date(paper.updated_at), time: clock(paper.updated_at) })}</dd>
        <dt>{t("papers.file.reading")}</dt>
        <dd>
          {reading
            ? t("papers.file.readingOf", { size: size(reading.size) })
            : t(facts?.state === "done" ? "papers.file.readingOriginal" : "papers.file.readingSoon")}
        </dd>
      </dl>
      <Checksum hash={paper.hash} file={paper.file_name} />
    </Panel>
  );
}
