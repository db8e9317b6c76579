// The whole agenda with every paper under its item: what can be read before the opening and after the end.
import { useTranslation } from "react-i18next";
import { clock } from "../../i18n/time";
import type { MeetingView } from "../../live/frame";
import { useReadState } from "../meeting/readState";
import { papersOf } from "../meeting/situation";
import { Whole } from "../meeting/Whole";
import { useSession } from "../signin/session";
import styles from "./Agenda.module.css";
import { PaperRow } from "./PaperRow";

export function Agenda({ view }: { view: MeetingView }) {
  const { t } = useTranslation();
  const { account_id } = useSession();
  const readState = useReadState(account_id);
  const { order, items } = view.agenda;
  const papers = order.flatMap((id) => (items[id] ? papersOf(view, items[id]) : []));
  const unread = papers.filter(({ id, paper }) => readState(id, paper.hash) !== "read").length;
  return (
    <section aria-labelledby="agenda">
      <div className={styles.head}>
        <h2 id="agenda">{t(view.audience === "guest" ? "room.rail.guestTitle" : "room.agenda.title")}</h2>
        {papers.length > 0 && (
          <p>
            {unread === 0
              ? t("room.papers.allRead")
              : t("room.papers.unreadOf", { unread, count: papers.length })}
          </p>
        )}
      </div>
      {order.length === 0 && <p className={styles.none}>{t("room.agenda.none")}</p>}
      <ol>
        {order.map((id) => {
          const item = items[id];
          if (!item) return null;
          return (
            <li key={id} className={styles.item}>
              <div className={styles.row}>
                <p className={styles.time}>
                  {view.phase !== "closed"
                    ? clock(item.planned_start)
                    : item.done_at
                      ? clock(item.done_at)
                      : t("room.notTaken")}
                </p>
                <div>
                  <h3 className={styles.title}>
                    {item.number !== undefined && `${item.number}. `}
                    <Whole>{item.title}</Whole>
                  </h3>
                  {item.presenter && (
                    <p className={styles.who}>
                      {t("room.comrade", { name: item.presenter.name })}, {item.presenter.post}
                    </p>
                  )}
                </div>
              </div>
              <ul className={styles.papers}>
                {papersOf(view, item).map(({ id, paper }) => (
                  <PaperRow
                    key={id}
                    meeting={view.meeting_id}
                    id={id}
                    paper={paper}
                    state={readState(id, paper.hash)}
                  />
                ))}
              </ul>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
