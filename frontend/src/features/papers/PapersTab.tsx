// The papers of the meeting under their items, those on their way included; one paper; or two versions of it.
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useView } from "../../live/live.react";
import { PaperIcon } from "../../ui/Icon";
import { EmptyState } from "../../ui/State";
import { asTable } from "../../ui/tableRoles";
import page from "../desk/Page.module.css";
import { TableHead } from "../desk/TableHead";
import { Comparison } from "./Comparison";
import { IntakeSummary } from "./IntakeSummary";
import { PaperGroup } from "./PaperGroup";
import { PaperPage } from "./PaperPage";
import styles from "./PapersTab.module.css";
import { useIntakes } from "./RunningUploads";
import { SavePack } from "./SavePack";
import { useMatters } from "./useMatters";
import { WithdrawPaper } from "./WithdrawPaper";

const route = getRouteApi("/desk/meetings/$meeting");

export function PapersTab() {
  const { paper, from, to } = route.useSearch();
  if (paper && from && to) return <Comparison id={paper} from={from} to={to} />;
  return paper ? <PaperPage id={paper} /> : <PaperList />;
}

function PaperList() {
  const { t } = useTranslation();
  const { meeting } = route.useParams();
  const matters = useMatters();
  const papers = useView((view) => view.papers);
  const can = useView((view) => view.can.includes("attach_paper"));
  const { rows } = useIntakes();
  const [leaving, setLeaving] = useState<string>();
  if (matters.length === 0) {
    return (
      <EmptyState icon={<PaperIcon size={48} />} title={t("desk.papers.empty")}>
        {t("desk.papers.emptyHint")}
      </EmptyState>
    );
  }
  const ready = Object.keys(papers).length;
  const pages = Object.values(papers).reduce((sum, paper) => sum + paper.pages, 0);
  const itemOf = (row: (typeof rows)[number]) => (row.paper && papers[row.paper]?.item_id) || row.item;
  return (
    <>
      <IntakeSummary />
      {can && <p className={styles.hint}>{t("desk.papers.dropHint")}</p>}
      <table {...asTable} className={`${page.table} ${styles.table}`}>
        <TableHead
          columns={[
            [t("desk.papers.number"), styles.number],
            [t("desk.papers.title")],
            [t("desk.papers.unit"), styles.unit],
            [t("desk.papers.version"), styles.version],
            [t("desk.papers.state"), styles.state],
            [t("desk.work"), styles.work],
          ]}
        />
        {matters.map((item) => (
          <PaperGroup
            key={item.id}
            item={item}
            can={can}
            rows={rows.filter((row) => itemOf(row) === item.id)}
            onWithdraw={setLeaving}
          />
        ))}
      </table>
      <div className={styles.foot}>
        <strong>{t("desk.papers.ready", { count: ready })}</strong>
        <span>{t("desk.papers.pages", { count: pages })}</span>
        {pages > 0 && <SavePack meeting={meeting} />}
      </div>
      {leaving && papers[leaving] && <WithdrawPaper id={leaving} onClose={() => setLeaving(undefined)} />}
    </>
  );
}
