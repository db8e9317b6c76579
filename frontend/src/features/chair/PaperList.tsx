// The papers of an item, one touch away from the chair too.
import { useRouter } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { MeetingView } from "../../live/frame";
import { NextIcon, PaperIcon } from "../../ui/Icon";
import { paperFromChair } from "../reader/RoomLink";
import styles from "./PaperList.module.css";

export interface PaperListProps {
  view: MeetingView;
  item: MeetingView["agenda"]["items"][string];
}

export function PaperList({ view, item }: PaperListProps) {
  const { t } = useTranslation();
  const router = useRouter();
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
          <li key={id}>
            <a
              className={styles.paper}
              href={paperFromChair(view.meeting_id, id)}
              onClick={(event) => {
                if (event.ctrlKey || event.metaKey || event.shiftKey) return;
                event.preventDefault();
                router.history.push(paperFromChair(view.meeting_id, id));
              }}
            >
              <PaperIcon />
              <span className={styles.name}>{paper.title}</span>
              <span className={styles.pages}>
                {paper.pages > 0 ? t("chair.item.pages", { count: paper.pages }) : paper.kind?.toUpperCase()}
              </span>
              <NextIcon />
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
