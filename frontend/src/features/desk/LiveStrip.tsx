// While the session is open: where the room is now, and that every change here reaches every tablet at once.
import { useTranslation } from "react-i18next";
import { clock, stopwatch } from "../../i18n/time";
import { useServerNow, useView } from "../../live/live.react";
import { PausedIcon, PlayIcon } from "../../ui/Icon";
import { elapsed, predictedEnd } from "../meeting/elapsed";
import styles from "./LiveStrip.module.css";

export function LiveStrip() {
  const phase = useView((view) => view.phase);
  return phase === "open" || phase === "paused" ? <Strip paused={phase === "paused"} /> : null;
}

function Strip({ paused }: { paused: boolean }) {
  const { t } = useTranslation();
  const now = useServerNow();
  const agenda = useView((view) => view.agenda);
  const item = agenda.current ? agenda.items[agenda.current] : undefined;
  return (
    <section className={`${styles.strip} ${paused ? styles.paused : ""}`} aria-label={t("desk.live.label")}>
      {paused ? <PausedIcon /> : <PlayIcon />}
      <p className={styles.now}>
        <strong>{t(paused ? "desk.live.paused" : "desk.live.open")}</strong>{" "}
        {item && (
          <>
            {item.number ? `${item.number}. ` : ""}
            {item.title}
          </>
        )}
      </p>
      {item && (
        <p>
          {t("desk.live.elapsed", { elapsed: stopwatch(elapsed(item, now)), planned: item.planned_minutes })}
        </p>
      )}
      <p>{t("desk.live.end", { time: clock(predictedEnd(agenda, now)) })}</p>
      <p className={styles.note}>{t("desk.live.note")}</p>
    </section>
  );
}
