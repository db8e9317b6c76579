// The agenda and papers of one attendee's view, read only.
import { useTranslation } from "react-i18next";
import { clock, longDate } from "../../i18n/time";
import type { WireView } from "../../live/frame";
import { PaperIcon } from "../../ui/Icon";
import { called } from "../people/directory";
import styles from "./Preview.module.css";
import { span } from "./WeekGrid";

export function PreviewAgenda({ view }: { view: WireView }) {
  const { t } = useTranslation();
  const items = view.agenda.order.flatMap((id) => {
    const item = view.agenda.items[id];
    return item ? [{ id, item }] : [];
  });
  return (
    <>
      <div className={styles.head}>
        <h3>{view.title}</h3>
        <p className={styles.facts}>
          {longDate(view.starts_at)}, {span(view)}. {view.room}
        </p>
      </div>
      <ol className={styles.list}>
        {items.length === 0 && <li className={styles.none}>{t("desk.preview.nothing")}</li>}
        {items.map(({ id, item }) => (
          <li key={id} className={styles.item}>
            <span className={styles.number}>{item.number}</span>
            <span>
              <span className={styles.title}>{item.title}</span>
              {item.presenter && <span className={styles.presenter}>{called(item.presenter)}</span>}
            </span>
            <span className={styles.time}>{clock(item.planned_start)}</span>
            {item.kind === "matter" && (
              <ul className={styles.papers}>
                {item.papers.length === 0 && <li className={styles.none}>{t("desk.agenda.noPapers")}</li>}
                {item.papers.map((paper) => {
                  const shown = view.papers[paper];
                  return (
                    shown && (
                      <li key={paper}>
                        <PaperIcon size={20} />
                        <span>
                          {shown.title}{" "}
                          <span className={styles.facts}>
                            ({t("desk.papers.pages", { count: shown.pages })})
                          </span>
                        </span>
                      </li>
                    )
                  );
                })}
              </ul>
            )}
          </li>
        ))}
      </ol>
    </>
  );
}
