// What a rehearsal found out: one large sentence, four figures, one picture, and what to check where it went wrong.
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client";
import { clock, date } from "../../i18n/time";
import { DoneIcon, WarningIcon } from "../../ui/Icon";
import { bars, finding, type Report, seconds } from "./figures";
import styles from "./Rehearsal.module.css";
import { Scope } from "./Scope";

export function Result({ report, endedAt }: { report: Report; endedAt?: string }) {
  const { t, i18n } = useTranslation();
  const time = (ms: number) => t("rehearsal.seconds", { time: seconds(ms, i18n.language) });
  const found = finding(report);
  const { tablets, joined, followed, exact } = report;
  const slowest = seconds(report.change_ms.max, i18n.language);
  const figures = [
    { name: t("rehearsal.figure.followed"), value: t("rehearsal.progress", { done: followed, of: tablets }) },
    { name: t("rehearsal.figure.slowest"), value: time(report.change_ms.max) },
    { name: t("rehearsal.figure.half"), value: time(report.change_ms.p50) },
    { name: t("rehearsal.figure.joined"), value: time(report.joined_ms) },
  ];
  return (
    <>
      <Verdict good={found === "ready"}>
        <p className={styles.sentence}>
          {t(`rehearsal.found.${found}`, { tablets, joined, followed, exact, slowest })}
        </p>
        {endedAt && (
          <p className={styles.quiet}>
            {t("rehearsal.endedAt", { time: clock(endedAt), date: date(endedAt) })}
          </p>
        )}
      </Verdict>
      {found !== "ready" && <Checks />}
      <dl className={styles.figures}>
        {figures.map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Picture report={report} />
      <Scope tablets={tablets} />
      <details className={styles.details}>
        <summary>{t("rehearsal.forTechnicians")}</summary>
        <Details report={report} />
      </details>
    </>
  );
}

export function Failed({ failure }: { failure: Schemas["RehearsalFailure"] }) {
  const { t } = useTranslation();
  return (
    <>
      <Verdict good={false}>
        <p className={styles.sentence}>{t("rehearsal.failed")}</p>
        <p>{failure.detail}</p>
      </Verdict>
      <Checks withoutFigures />
    </>
  );
}

function Verdict({ good, children }: { good: boolean; children: React.ReactNode }) {
  const Icon = good ? DoneIcon : WarningIcon;
  return (
    <div className={`${styles.verdict} ${good ? styles.good : styles.doubtful}`} role="status">
      <Icon size={56} className={styles.sign} />
      <div>{children}</div>
    </div>
  );
}

function Checks({ withoutFigures = false }: { withoutFigures?: boolean }) {
  const { t } = useTranslation();
  return (
    <section className={styles.checks}>
      <h2 className={styles.subtitle}>{t("rehearsal.checks.title")}</h2>
      <ol>
        <li>{t("rehearsal.checks.busy")}</li>
        <li>{t("rehearsal.checks.fewer")}</li>
        {!withoutFigures && <li>{t("rehearsal.checks.tell")}</li>}
      </ol>
    </section>
  );
}

/** How many tablets needed how long for the slowest of their changes. */
function Picture({ report }: { report: Report }) {
  const { t, i18n } = useTranslation();
  const plain = (ms: number) => new Intl.NumberFormat(i18n.language).format(ms / 1000);
  const behind = report.tablets - report.followed;
  const rows = bars(report).map(({ over, upTo, tablets, share }) => ({
    name:
      upTo === undefined
        ? t("rehearsal.band.over", { over: plain(over) })
        : over === 0
          ? t("rehearsal.band.within", { upTo: plain(upTo) })
          : t("rehearsal.band.between", { over: plain(over), upTo: plain(upTo) }),
    tablets,
    share,
    missed: false,
  }));
  if (behind > 0) {
    rows.push({
      name: t("rehearsal.band.missed"),
      tablets: behind,
      share: behind / report.tablets,
      missed: true,
    });
  }
  return (
    <section>
      <h2 className={styles.subtitle}>{t("rehearsal.picture")}</h2>
      <p className={styles.quiet}>{t("rehearsal.pictureHint")}</p>
      <ul className={styles.bars}>
        {rows.map(({ name, tablets, share, missed }) => (
          <li key={name} className={styles.row}>
            <span>{name}</span>
            <span className={styles.track} aria-hidden="true">
              <span
                className={missed ? styles.missed : styles.filled}
                // One tablet of a thousand is still to be seen.
                style={{ width: tablets > 0 ? `max(4px, ${share * 100}%)` : 0 }}
              />
            </span>
            <span className={tablets > 0 ? styles.count : styles.none}>
              {t("rehearsal.tablets", { count: tablets })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Details({ report }: { report: Report }) {
  const { t } = useTranslation();
  const ms = (value: number) => value.toFixed(1);
  const rows = [
    { name: t("rehearsal.detail.change"), times: report.change_ms },
    { name: t("rehearsal.detail.acknowledged"), times: report.acknowledged_ms },
  ];
  const { joined, tablets, changes, missed, exact } = report;
  return (
    <>
      <p>{t("rehearsal.detail.counts", { joined, tablets, changes, missed, exact })}</p>
      <table className={styles.times}>
        <thead>
          <tr>
            <th scope="col">{t("rehearsal.detail.ms")}</th>
            <th scope="col">p50</th>
            <th scope="col">p95</th>
            <th scope="col">p99</th>
            <th scope="col">max</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, times }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{ms(times.p50)}</td>
              <td>{ms(times.p95)}</td>
              <td>{ms(times.p99)}</td>
              <td>{ms(times.max)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
