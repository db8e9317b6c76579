// How large the page is, and the way back to the paper before: a rail beside the page, a row below it on narrow screens.
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Zoom } from "../../reader/layout";
import { ZOOM_STEPS } from "../../reader/layout";
import type { Position } from "../../reader/viewer";
import {
  FitPageIcon,
  FitWidthIcon,
  LessIcon,
  MoreIcon,
  NextIcon,
  PaperIcon,
  SearchIcon,
  WarningIcon,
} from "../../ui/Icon";
import { atDesk } from "./RoomLink";
import styles from "./Tools.module.css";

export interface ToolsProps {
  wide: boolean;
  position?: Position;
  onZoom(zoom: Zoom): void;
  onStep(direction: 1 | -1): void;
  previousPaper?: string;
  nextPaper?: string;
  onOpen(paper: string): void;
  /** Pages that have changed since this reader last read the paper. */
  changed: number;
  onNextChanged(): void;
  meeting: string;
  /** What was asked when this paper was found. */
  query?: string;
  /** Takes up the pen. */
  write?: { label: string; icon: ReactNode; press(): void };
  /** Leading this paper: taking it, asking for it, pointing. */
  lead?: ReactNode;
  /** Whether the way to the next paper stands elsewhere. */
  onward: boolean;
}

export function Tools(props: ToolsProps) {
  const { wide, position, onZoom, onStep, previousPaper, nextPaper, onOpen } = props;
  const { t } = useTranslation();
  const factor = position?.factor ?? 1;
  const zoom = position?.zoom;
  const [least, most] = [ZOOM_STEPS[0] ?? 0, ZOOM_STEPS.at(-1) ?? Number.POSITIVE_INFINITY];
  const search = (
    <>
      <SearchIcon />
      <span>{t("reader.search")}</span>
    </>
  );
  return (
    <section className={wide ? styles.rail : styles.row} aria-label={t("reader.tools")}>
      {props.write && (
        <button type="button" className={`${styles.tool} ${styles.write}`} onClick={props.write.press}>
          {props.write.icon}
          <span>{props.write.label}</span>
        </button>
      )}
      <button
        type="button"
        className={styles.tool}
        disabled={!position || factor >= most - 0.01}
        onClick={() => onStep(1)}
      >
        <MoreIcon />
        <span>{t("reader.zoomIn")}</span>
      </button>
      <button
        type="button"
        className={styles.tool}
        disabled={!position || factor <= least + 0.01}
        onClick={() => onStep(-1)}
      >
        <LessIcon />
        <span>{t("reader.zoomOut")}</span>
      </button>
      <button
        type="button"
        className={styles.tool}
        disabled={!position}
        aria-pressed={zoom === "width"}
        onClick={() => onZoom("width")}
      >
        <FitWidthIcon />
        <span>{t(wide ? "reader.fitWidth" : "reader.fitWidthShort")}</span>
      </button>
      <button
        type="button"
        className={`${styles.tool} ${styles.roomy}`}
        disabled={!position}
        aria-pressed={zoom === "page"}
        onClick={() => onZoom("page")}
      >
        <FitPageIcon />
        <span>{t(wide ? "reader.fitPage" : "reader.fitPageShort")}</span>
      </button>
      {props.changed > 0 && (
        <button
          type="button"
          className={`${styles.tool} ${styles.changed}`}
          disabled={!position}
          onClick={props.onNextChanged}
        >
          <WarningIcon />
          <span>{t(wide ? "reader.changed.next" : "reader.changed.nextShort")}</span>
        </button>
      )}
      {atDesk() ? (
        <Link className={styles.tool} to="/desk/search" search={{ q: props.query }}>
          {search}
        </Link>
      ) : (
        <Link
          className={styles.tool}
          to="/room/search"
          search={{ q: props.query, meeting: props.meeting, within: props.meeting }}
        >
          {search}
        </Link>
      )}
      {props.lead}
      <p className={styles.now}>{t("reader.zoomNow", { percent: String(Math.round(factor * 100)) })}</p>
      {previousPaper && (
        <button
          type="button"
          className={`${styles.tool} ${styles.paper}`}
          onClick={() => onOpen(previousPaper)}
        >
          <PaperIcon />
          <span>{t("reader.previousPaper")}</span>
        </button>
      )}
      {nextPaper && (!wide || !props.onward) && (
        <button
          type="button"
          className={`${styles.tool} ${styles.paper} ${props.onward ? styles.phone : ""}`}
          onClick={() => onOpen(nextPaper)}
        >
          <NextIcon />
          <span>{t("reader.nextPaperShort")}</span>
        </button>
      )}
    </section>
  );
}
