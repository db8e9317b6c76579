// Everything about one paper: what it is filed as beside what its first page says, its text, signatures and versions.
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useView } from "../../live/live.react";
import { Button } from "../../ui/Button";
import { DownloadIcon, EditIcon, PaperIcon, PreviousIcon, ReadIcon } from "../../ui/Icon";
import { EmptyState, ErrorState, Loading } from "../../ui/State";
import { Remarks } from "../notes/Remarks";
import { EditPaper } from "./EditPaper";
import { FileFacts } from "./FileFacts";
import { Filing } from "./Filing";
import { Findings } from "./Findings";
import { type Facts, readFacts } from "./factsApi";
import { Panel } from "./Panel";
import styles from "./PaperPage.module.css";
import { fileAddress, type Paper } from "./papersApi";
import { Secrecy } from "./Secrecy";
import { Signatures } from "./Signatures";
import { Versions } from "./Versions";

/** While a file is being studied there is something new every moment. */
const LOOK_AGAIN_MS = 1_500;

export function PaperPage({ id }: { id: string }) {
  const { t } = useTranslation();
  const paper = useView((view) => view.papers[id]);
  const [held, setHeld] = useState(paper);
  if (paper && paper !== held) setHeld(paper);
  if (!paper || !held) {
    return (
      <EmptyState icon={<PaperIcon size={48} />} title={t("papers.page.gone")} action={<BackLink />}>
        {t("papers.page.goneHint")}
      </EmptyState>
    );
  }
  return <Page key={id} id={id} paper={held} />;
}

export function BackLink() {
  const { t } = useTranslation();
  const meeting = useView((view) => view.meeting_id);
  return (
    <Link
      className={styles.back}
      to="/desk/meetings/$meeting"
      params={{ meeting }}
      search={{ tab: "papers" }}
    >
      <PreviousIcon size={20} />
      {t("papers.page.back")}
    </Link>
  );
}

function Page({ id, paper }: { id: string; paper: Paper }) {
  const { t } = useTranslation();
  const meeting = useView((view) => view.meeting_id);
  const number = useView((view) => {
    const item = view.agenda.items[paper.item_id];
    return item && `${item.number}.${item.papers.indexOf(id) + 1}`;
  });
  const can = useView((view) => view.can.includes("attach_paper"));
  const [editing, setEditing] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  const facts = useQuery({
    queryKey: ["facts", meeting, id, paper.hash],
    queryFn: () => readFacts(meeting, id, paper.hash),
    refetchInterval: ({ state }) => (isStudied(state.data) ? false : LOOK_AGAIN_MS),
  });
  return (
    <article className={styles.page}>
      <BackLink />
      <div className={styles.head}>
        <h2 ref={heading} tabIndex={-1} className={styles.title}>
          <span className={styles.number}>{number}</span>
          <span>
            {paper.title} <Secrecy paper={paper} />
          </span>
        </h2>
        <div className={styles.acts}>
          {can && (
            <Button icon={<EditIcon />} onClick={() => setEditing(true)}>
              {t("papers.page.edit")}
            </Button>
          )}
          <a className={styles.link} href={fileAddress(meeting, id, paper)} download={paper.file_name}>
            <DownloadIcon />
            {t("papers.page.original")}
          </a>
          <Link
            className={styles.link}
            to="/desk/meetings/$meeting/papers/$paperId"
            params={{ meeting, paperId: id }}
            target="_blank"
          >
            <ReadIcon />
            {t("papers.page.read")}
          </Link>
        </div>
      </div>
      <div className={styles.columns}>
        <div className={styles.main}>
          <Filing id={id} paper={paper} proposal={facts.data?.proposal} studied={isStudied(facts.data)} />
          {facts.data ? (
            <Findings facts={facts.data} />
          ) : facts.error ? (
            <ErrorState error={facts.error} onRetry={() => facts.refetch()} />
          ) : (
            <Loading rows={3} />
          )}
        </div>
        <div className={styles.side}>
          <FileFacts paper={paper} facts={facts.data} />
          {facts.data?.signatures && <Signatures signatures={facts.data.signatures} />}
          <Versions id={id} paper={paper} />
          <Panel title={t("notes.remarks.title")}>
            <Remarks meeting={meeting} paper={id} hash={paper.hash} none={t("notes.remarks.noneDesk")} />
          </Panel>
        </div>
      </div>
      {editing && <EditPaper id={id} onClose={() => setEditing(false)} />}
    </article>
  );
}

const isStudied = (facts?: Facts) => facts?.state === "done" || facts?.state === "failed";
