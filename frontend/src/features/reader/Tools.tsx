// The reader's tools: a rail beside the page, a row below it on narrow screens. What needs more room opens a panel.
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ZOOM_STEPS } from "../../reader/layout";
import type { Position } from "../../reader/viewer";
import {
  AloudIcon,
  LessIcon,
  MoreIcon,
  NextIcon,
  OptionsIcon,
  OutlineIcon,
  PaperIcon,
  SearchIcon,
  TextIcon,
  WarningIcon,
} from "../../ui/Icon";
import look from "../../ui/Tool.module.css";
import styles from "./Tools.module.css";

export type PanelName = "find" | "contents" | "view";

export interface ToolsProps {
  wide: boolean;
  position?: Position;
  panel?: PanelName;
  onPanel(panel: PanelName): void;
  onStep(direction: 1 | -1): void;
  /** Whether the voice is at it. */
  reading: boolean;
  onAloud(): void;
  letters: boolean;
  onLetters(): void;
  previousPaper?: string;
  nextPaper?: string;
  onOpen(paper: string): void;
  /** Pages that have changed since this reader last read the paper. */
  changed: number;
  onNextChanged(): void;
  /** Whether the way to the next paper stands elsewhere. */
  onward: boolean;
  /** Tools of others, first. */
  children?: ReactNode;
}

export function Tools(props: ToolsProps) {
  const { wide, position, panel, onPanel, onStep, previousPaper, nextPaper, onOpen } = props;
  const { t } = useTranslation();
  const factor = position?.factor ?? 1;
  const [least, most] = [ZOOM_STEPS[0] ?? 0, ZOOM_STEPS.at(-1) ?? Number.POSITIVE_INFINITY];
  const opens = (name: PanelName, icon: ReactNode, text: string) => (
    <button
      type="button"
      className={`${look.tool} ${styles.tool}`}
      aria-expanded={panel === name}
      disabled={!position}
      onClick={() => onPanel(name)}
    >
      {icon}
      <span>{text}</span>
    </button>
  );
  return (
    <section className={wide ? `${look.rail} ${styles.rail}` : styles.row} aria-label={t("reader.tools")}>
      {props.children}
      {opens("find", <SearchIcon />, t(wide ? "reader.find.tool" : "reader.find.toolShort"))}
      {opens("contents", <OutlineIcon />, t("reader.contents.tool"))}
      <button
        type="button"
        className={`${look.tool} ${styles.tool} ${styles.roomy}`}
        aria-pressed={props.reading}
        disabled={!position}
        onClick={props.onAloud}
      >
        <AloudIcon />
        <span>{t("reader.aloud.title")}</span>
      </button>
      {!wide && (
        <button
          type="button"
          className={`${look.tool} ${styles.tool} ${styles.phone}`}
          aria-pressed={props.letters}
          disabled={!position}
          onClick={props.onLetters}
        >
          <TextIcon />
          <span>{t("reader.letters.tool")}</span>
        </button>
      )}
      {opens("view", <OptionsIcon />, t("reader.view.tool"))}
      {props.changed > 0 && (
        <button
          type="button"
          className={`${look.tool} ${styles.tool} ${styles.changed}`}
          disabled={!position}
          onClick={props.onNextChanged}
        >
          <WarningIcon />
          <span>{t(wide ? "reader.changed.next" : "reader.changed.nextShort")}</span>
        </button>
      )}
      <fieldset className={`${styles.zoom} ${styles.roomy}`}>
        <legend className="heard">
          {t("reader.view.size", { percent: String(Math.round(factor * 100)) })}
        </legend>
        <button
          type="button"
          className={styles.step}
          aria-label={t("reader.zoomOut")}
          disabled={!position || props.letters || factor <= least + 0.01}
          onClick={() => onStep(-1)}
        >
          <LessIcon />
        </button>
        <span className={styles.now} aria-hidden="true">
          {t("reader.percent", { percent: String(Math.round(factor * 100)) })}
        </span>
        <button
          type="button"
          className={styles.step}
          aria-label={t("reader.zoomIn")}
          disabled={!position || props.letters || factor >= most - 0.01}
          onClick={() => onStep(1)}
        >
          <MoreIcon />
        </button>
      </fieldset>
      {previousPaper && (
        <button
          type="button"
          className={`${look.tool} ${styles.tool} ${styles.paper}`}
          onClick={() => onOpen(previousPaper)}
        >
          <PaperIcon />
          <span>{t("reader.previousPaper")}</span>
        </button>
      )}
      {nextPaper && (!wide || !props.onward) && (
        <button
          type="button"
          className={`${look.tool} ${styles.tool} ${styles.paper} ${props.onward ? styles.phone : ""}`}
          onClick={() => onOpen(nextPaper)}
        >
          <NextIcon />
          <span>{t("reader.nextPaperShort")}</span>
        </button>
      )}
    </section>
  );
}
