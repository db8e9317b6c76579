// After the end: when it began and ended, and what each item took against its plan, as bars and as a table.
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { clock } from "../../i18n/time";
import type { MeetingView } from "../../live/frame";
import { DoneIcon } from "../../ui/Icon";
import { useReachable } from "../../ui/useReachable";
import { MINUTE, type Spent, spentByItem } from "../agenda/timing";
import { MinutesCard } from "../minutes/MinutesCard";
import { Results } from "../motion/Result";
import styles from "./Summary.module.css";

export function Summary({ view, now }: { view: MeetingView; now: number }) {
  const { t } = useTranslation();
  const main = useRef<HTMLElement>(null);
  useReachable(main);
  const { opened_at, closed_at } = view.session;
  const rows = spentByItem(view.agenda, now);
  const longest = Math.max(MINUTE, ...rows.flatMap(({ plannedMs, spentMs }) => [plannedMs, spentMs]));
  // The whole minutes shown are what is added up: a total that differs from its column would be doubted.
  const sum = (part: "plannedMs" | "spentMs") => rows.reduce((total, row) => total + minutes(row[part]), 0);
  const planned = sum("plannedMs");
  const real = sum("spentMs");
  const lasted = opened_at && closed_at ? Date.parse(closed_at) - Date.parse(opened_at) : undefined;

  return (
    <main ref={main} className={styles.summary}>
      <h1 className={styles.title}>
        <DoneIcon size={36} />
        <span>{t("chair.summary.title")}</span>
      </h1>
      <dl className={styles.facts}>
        {opened_at && <Fact words={t("chair.summary.opened")} value={clock(opened_at)} />}
        {closed_at && <Fact words={t("chair.summary.closed")} value={clock(closed_at)} />}
        {lasted !== undefined && (
          <Fact words={t("chair.summary.lasted")} value={t("chair.minutes", { count: minutes(lasted) })} />
        )}
        <Fact
          words={t("chair.attendance.present")}
          value={`${view.attendance.present}/${view.attendance.expected}`}
        />
      </dl>
      {view.can.includes("draft_minutes") && <MinutesCard view={view} held />}
      <table className={styles.table}>
        <caption className="heard">{t("chair.summary.table")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("chair.summary.item")}</th>
            <th scope="col" className={styles.number}>
              {t("chair.summary.planned")}
            </th>
            <th scope="col" className={styles.number}>
              {t("chair.summary.real")}
            </th>
            <th scope="col" className={styles.number}>
              {t("chair.summary.difference")}
            </th>
            <th scope="col">
              <Legend />
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.id} row={row} longest={longest} />
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t("chair.summary.total")}</th>
            <td className={styles.number}>{t("chair.minutes", { count: planned })}</td>
            <td className={styles.number}>{t("chair.minutes", { count: real })}</td>
            <td className={styles.number}>{difference(planned, real)}</td>
            <td />
          </tr>
        </tfoot>
      </table>
      <Results meeting={view.meeting_id} named />
    </main>
  );
}

function Fact({ words, value }: { words: string; value: string }) {
  return (
    <div>
      <dt>{words}</dt>
      <dd className={styles.value}>{value}</dd>
    </div>
  );
}

function Row({ row: { item, plannedMs, spentMs }, longest }: { row: Spent; longest: number }) {
  const { t } = useTranslation();
  const planned = minutes(plannedMs);
  const real = minutes(spentMs);
  const reached = item.state !== "pending";
  return (
    <tr>
      <th scope="row">
        {item.number && <span className={styles.ordinal}>{item.number}. </span>}
        {item.short_title}
      </th>
      <td className={styles.number}>{t("chair.minutes", { count: planned })}</td>
      <td className={styles.number}>
        {reached ? t("chair.minutes", { count: real }) : t("chair.summary.notReached")}
      </td>
      <td className={styles.number}>{reached && difference(planned, real)}</td>
      <td className={styles.bars}>
        <Bars
          planned={plannedMs / longest}
          real={spentMs / longest}
          label={t("chair.summary.barsSpoken", { planned, real })}
        />
      </td>
    </tr>
  );
}

/** Both lengths as shares of the longest, 0 to 1. */
function Bars({ planned, real, label }: { planned: number; real: number; label: string }) {
  const within = Math.min(planned, real) * 100;
  return (
    <svg viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label={label} className={styles.svg}>
      <rect x="0" y="0" width={planned * 100} height="10" className={styles.plannedBar} />
      <rect x="0" y="2" width={within} height="6" className={styles.realBar} />
      {real > planned && (
        <rect x={within} y="2" width={(real - planned) * 100} height="6" className={styles.overBar} />
      )}
    </svg>
  );
}

function Legend() {
  const { t } = useTranslation();
  return (
    <span className={styles.legend}>
      <span className={styles.plannedKey}>{t("chair.summary.legendPlanned")}</span>
      <span className={styles.realKey}>{t("chair.summary.legendReal")}</span>
      <span className={styles.overKey}>{t("chair.summary.legendOver")}</span>
    </span>
  );
}

const minutes = (ms: number) => Math.round(ms / MINUTE);

function difference(planned: number, real: number): string {
  if (real === planned) return "0";
  return real > planned ? `+${real - planned}` : `−${planned - real}`;
}
