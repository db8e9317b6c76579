// What lies over the head of the page while it lasts: stepping through what was found, and the voice that reads.
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/Button";
import {
  AloudIcon,
  CloseIcon,
  DownIcon,
  PauseIcon,
  PlayIcon,
  SearchIcon,
  StopIcon,
  UpIcon,
} from "../../ui/Icon";
import styles from "./PageTop.module.css";
import type { Aloud } from "./useAloud";
import type { Find } from "./useFind";

interface PageTopProps {
  find: Find;
  aloud: Aloud;
  pages: number;
}

export function PageTop({ find, aloud, pages }: PageTopProps) {
  return (
    <div className={styles.top}>
      {find.places.length > 0 && <FindBar find={find} />}
      {aloud.state && <AloudBar aloud={aloud} pages={pages} />}
    </div>
  );
}

function FindBar({ find }: { find: Find }) {
  const { t } = useTranslation();
  const { places, current } = find;
  const place = places[current];
  return (
    <section className={styles.bar} aria-label={t("reader.find.bar")}>
      <SearchIcon />
      <p className={`${styles.words} ${styles.short}`} role="status">
        {t("reader.find.at", { place: String(current + 1), total: String(places.length) })}
        {place && <span className={styles.more}> · {t("search.page", { page: place.page })}</span>}
      </p>
      <button
        type="button"
        className={styles.act}
        aria-label={t("reader.find.previous")}
        onClick={() => find.step(-1)}
      >
        <UpIcon />
      </button>
      <button
        type="button"
        className={styles.act}
        aria-label={t("reader.find.next")}
        onClick={() => find.step(1)}
      >
        <DownIcon />
      </button>
      <button type="button" className={styles.act} aria-label={t("reader.find.end")} onClick={find.end}>
        <CloseIcon />
      </button>
    </section>
  );
}

const onward = {
  reading: "reader.aloud.pause",
  paused: "reader.aloud.resume",
  silent: "common.retry",
} as const;

function AloudBar({ aloud, pages }: { aloud: Aloud; pages: number }) {
  const { t } = useTranslation();
  const { state } = aloud;
  if (!state) return null;
  const { stage, page } = state;
  const busy = stage === "starting" || stage === "reading" || stage === "paused";
  const words =
    stage === "reading" || stage === "paused" || stage === "done"
      ? t(page === undefined ? `reader.aloud.${stage}Selection` : `reader.aloud.${stage}`, {
          page: String(page),
        })
      : t(`reader.aloud.${stage}`);
  return (
    <section className={styles.bar} aria-label={t("reader.aloud.title")}>
      <AloudIcon />
      <p className={styles.words} role="status">
        {words}
      </p>
      {stage === "done" && page !== undefined && page < pages && (
        <Button className={styles.wordy} onClick={() => aloud.read(page + 1)}>
          {t("reader.aloud.next")}
        </Button>
      )}
      {(stage === "reading" || stage === "paused" || stage === "silent") && (
        <Button
          className={styles.wordy}
          icon={stage === "reading" ? <PauseIcon /> : <PlayIcon />}
          onClick={stage === "reading" ? aloud.pause : aloud.resume}
        >
          {t(onward[stage])}
        </Button>
      )}
      <Button className={styles.wordy} icon={busy ? <StopIcon /> : <CloseIcon />} onClick={aloud.stop}>
        {t(busy ? "reader.aloud.stop" : "common.dismiss")}
      </Button>
    </section>
  );
}
