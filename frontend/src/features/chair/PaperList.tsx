// The papers of an item, for the chair to see what lies before the room.
import { useTranslation } from "react-i18next";
import type { MeetingView } from "../../live/frame";
import { PaperIcon } from "../../ui/Icon";
import styles from "./PaperList.module.css";

export interface PaperListProps {
  view: MeetingView;
  item: MeetingView["agenda"]["items"][string];
}

export function PaperList({ view, item }: PaperListProps) {
  const { t } = useTranslation();
  const papers = item.papers.flatMap((id) => {
    const paper = view.papers[id];
    return paper ? [{ id, paper }] : [];
  });
  if (papers.length === 0) return <p className={styles.none}>{t("chair.item.noPapers")}</p>;
  return (
    <section>
      <h2 className={styles.title}>{t("chair.item.papers")}</h2>
      <ul>
        {papers.map(({ id, paper }) => (
          <li key={id} className={styles.paper}>
            <PaperIcon />
            <span className={styles.name}>{paper.title}</span>
            <span className={styles.pages}>{t("chair.item.pages", { count: paper.pages })}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
