// The bottom bar: turn a page, see where one is, go to any page, and go on to the next paper.
import { useRouter } from "@tanstack/react-router";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/Button";
import { NextIcon, PreviousIcon } from "../../ui/Icon";
import styles from "./PageBar.module.css";
import { atDesk, roomAddress } from "./RoomLink";
import { tilesAround } from "./tiles";

export interface PageBarProps {
  meeting: string;
  page: number;
  pages: number;
  ready: boolean;
  /** The item's papers, this one among them. */
  siblings: string[];
  id: string;
  itemNumber?: number;
  /** Pages that have changed since this reader last read the paper. */
  changed: readonly number[];
  /** Stands in the primary's place while a paper is led. */
  lead?: ReactNode;
  /** The page whoever leads this paper shows. */
  leadPage?: number;
  /** "Chủ tọa" */
  leadName?: string;
  onGo(page: number): void;
  onAsk(): void;
  onOpen(paper: string): void;
}

export function PageBar(props: PageBarProps) {
  const { t } = useTranslation();
  const { page, pages, ready, onGo } = props;
  return (
    <nav className={styles.bar} aria-label={t("reader.pages")}>
      <button
        type="button"
        className={styles.turn}
        aria-label={t("reader.previousPageLong")}
        disabled={!ready || page <= 1}
        onClick={() => onGo(page - 1)}
      >
        <PreviousIcon />
        <span>{t("reader.previousPage")}</span>
      </button>
      <Tiles {...props} />
      {pages > 0 && (
        <button type="button" className={styles.where} disabled={!ready} onClick={props.onAsk}>
          <span>{t("reader.pageShort", { page: String(page), total: String(pages) })}</span>
          <span className={styles.hint}>{t("reader.goTo")}</span>
        </button>
      )}
      <button
        type="button"
        className={styles.turn}
        aria-label={t("reader.nextPageLong")}
        disabled={!ready || page >= pages}
        onClick={() => onGo(page + 1)}
      >
        <NextIcon />
        <span>{t("reader.nextPage")}</span>
      </button>
      {props.lead ?? <Onward {...props} />}
    </nav>
  );
}

/** The item's next paper; after the last one, back to the room. */
function Onward({ meeting, siblings, id, itemNumber, onOpen }: PageBarProps) {
  const { t } = useTranslation();
  const router = useRouter();
  const place = siblings.indexOf(id);
  const next = place >= 0 ? siblings[place + 1] : undefined;
  const counts = { place: String(place + 1), total: String(siblings.length) };
  const words =
    itemNumber === undefined
      ? t("reader.paperOfUnnumbered", counts)
      : t("reader.paperOf", { ...counts, number: String(itemNumber) });
  return (
    <Button
      variant="primary"
      size="bar"
      className={styles.onward}
      onClick={() => (next ? onOpen(next) : router.history.push(roomAddress(meeting)))}
    >
      <span className={styles.onwardTitle}>
        {next ? t("reader.nextPaper") : t(atDesk() ? "reader.backDeskLong" : "reader.backLong")}
      </span>
      {place >= 0 && <span className={styles.onwardDetail}>{words}</span>}
    </Button>
  );
}

const TILE = 60;

function Tiles({ page, pages, ready, changed, leadPage, leadName, onGo }: PageBarProps) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const [fit, setFit] = useState(0);
  useEffect(() => {
    if (!box.current) return;
    const seen = new ResizeObserver(([entry]) =>
      setFit(Math.floor(((entry?.contentRect.width ?? 0) + 8) / TILE)),
    );
    seen.observe(box.current);
    return () => seen.disconnect();
  }, []);
  return (
    <div ref={box} className={styles.tiles}>
      {tilesAround(page, pages, fit).map((tile) => (
        <button
          key={tile}
          type="button"
          className={`${styles.tile} ${changed.includes(tile) ? styles.changed : ""}`}
          disabled={!ready}
          aria-label={[
            t("reader.pageOf", { page: String(tile), total: String(pages) }),
            ...(changed.includes(tile) ? [t("reader.changed.tag")] : []),
            ...(tile === leadPage && leadName ? [leadName] : []),
          ].join(", ")}
          aria-current={tile === page ? "page" : undefined}
          onClick={() => onGo(tile)}
        >
          {tile === leadPage && leadName && (
            <span className={styles.flag} aria-hidden="true">
              {leadName}
            </span>
          )}
          <span className={styles.lines} aria-hidden="true" />
          {tile}
        </button>
      ))}
    </div>
  );
}
