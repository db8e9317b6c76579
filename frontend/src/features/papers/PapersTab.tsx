// The papers of the meeting under their items, those on their way included; files may be dropped on any item.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useView } from "../../live/live.react";
import { PaperIcon } from "../../ui/Icon";
import { EmptyState } from "../../ui/State";
import page from "../desk/Page.module.css";
import { TableHead } from "../desk/TableHead";
import { EditPaper } from "./EditPaper";
import { PaperGroup } from "./PaperGroup";
import styles from "./PapersTab.module.css";
import { useUploads } from "./RunningUploads";
import { useMatters } from "./useMatters";
import { WithdrawPaper } from "./WithdrawPaper";

export function PapersTab() {
  const { t } = useTranslation();
  const matters = useMatters();
  const papers = useView((view) => view.papers);
  const can = useView((view) => view.can.includes("attach_paper"));
  const { uploads } = useUploads();
  const [editing, setEditing] = useState<string>();
  const [leaving, setLeaving] = useState<string>();
  if (matters.length === 0) {
    return (
      <EmptyState icon={<PaperIcon size={48} />} title={t("desk.papers.empty")}>
        {t("desk.papers.emptyHint")}
      </EmptyState>
    );
  }
  const ready = Object.keys(papers).length;
  const failed = uploads.filter((upload) => upload.state === "failed").length;
  const pages = Object.values(papers).reduce((sum, paper) => sum + paper.pages, 0);
  return (
    <>
      {can && <p className={styles.hint}>{t("desk.papers.dropHint")}</p>}
      <table className={`${page.table} ${styles.table}`}>
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
            uploads={uploads.filter((upload) => upload.target.item === item.id)}
            onEdit={setEditing}
            onWithdraw={setLeaving}
          />
        ))}
      </table>
      <p className={styles.foot}>
        <strong>{t("desk.papers.ready", { count: ready })}</strong>
        <span>{t("desk.papers.pages", { count: pages })}</span>
        {uploads.length > failed && (
          <span>{t("desk.papers.uploading", { count: uploads.length - failed })}</span>
        )}
        {failed > 0 && <span>{t("desk.papers.failed", { count: failed })}</span>}
      </p>
      {editing && papers[editing] && (
        <EditPaper key={editing} id={editing} onClose={() => setEditing(undefined)} />
      )}
      {leaving && papers[leaving] && <WithdrawPaper id={leaving} onClose={() => setLeaving(undefined)} />}
    </>
  );
}
