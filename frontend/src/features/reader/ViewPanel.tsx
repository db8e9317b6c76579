// How the pages are looked at: size, one at a time or all in a row, turned, by night, as letters; kept on this device.
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Zoom } from "../../reader/layout";
import { ZOOM_STEPS } from "../../reader/layout";
import type { ReadingPrefs } from "../../reader/prefs";
import type { Position } from "../../reader/viewer";
import {
  AloudIcon,
  FitPageIcon,
  FitWidthIcon,
  LessIcon,
  MoreIcon,
  NightIcon,
  PaperIcon,
  RotateIcon,
  ScrollIcon,
  TextIcon,
} from "../../ui/Icon";
import { TextSize } from "../../ui/TextSize";
import { Panel } from "./Panel";
import styles from "./ViewPanel.module.css";

interface ViewPanelProps {
  position?: Position;
  prefs: ReadingPrefs;
  onPrefs(change: Partial<ReadingPrefs>): void;
  onZoom(zoom: Zoom): void;
  onStep(direction: 1 | -1): void;
  onRotate(): void;
  onAloud(): void;
  onClose(): void;
}

export function ViewPanel(props: ViewPanelProps) {
  const { t } = useTranslation();
  const { position, prefs, onPrefs, onZoom, onStep } = props;
  const { factor = 1, zoom } = position ?? {};
  const [least, most] = [ZOOM_STEPS[0] ?? 0, ZOOM_STEPS.at(-1) ?? Number.POSITIVE_INFINITY];
  const mode = position?.mode ?? prefs.mode;
  return (
    <Panel title={t("reader.view.title")} onClose={props.onClose}>
      <fieldset className={styles.group} disabled={!position || prefs.letters}>
        <legend>{t("reader.view.size", { percent: String(Math.round(factor * 100)) })}</legend>
        <Choice
          icon={<MoreIcon />}
          text={t("reader.zoomIn")}
          off={factor >= most - 0.01}
          onClick={() => onStep(1)}
        />
        <Choice
          icon={<LessIcon />}
          text={t("reader.zoomOut")}
          off={factor <= least + 0.01}
          onClick={() => onStep(-1)}
        />
        <Choice
          icon={<FitWidthIcon />}
          text={t("reader.fitWidth")}
          on={zoom === "width"}
          onClick={() => onZoom("width")}
        />
        <Choice
          icon={<FitPageIcon />}
          text={t("reader.fitPage")}
          on={zoom === "page"}
          onClick={() => onZoom("page")}
        />
      </fieldset>
      <fieldset className={styles.group} disabled={!position || prefs.letters}>
        <legend>{t("reader.view.mode")}</legend>
        <Choice
          icon={<ScrollIcon />}
          text={t("reader.view.scroll")}
          on={mode === "scroll"}
          onClick={() => onPrefs({ mode: "scroll" })}
        />
        <Choice
          icon={<PaperIcon />}
          text={t("reader.view.single")}
          on={mode === "single"}
          onClick={() => onPrefs({ mode: "single" })}
        />
      </fieldset>
      <fieldset className={styles.group}>
        <legend>{t("reader.view.more")}</legend>
        <Choice
          icon={<TextIcon />}
          text={t("reader.letters.title")}
          on={prefs.letters}
          onClick={() => onPrefs({ letters: !prefs.letters })}
        />
        <Choice
          icon={<NightIcon />}
          text={t("reader.view.night")}
          on={prefs.night}
          onClick={() => onPrefs({ night: !prefs.night })}
        />
        <Choice
          icon={<RotateIcon />}
          text={t("reader.view.rotate")}
          off={!position || prefs.letters}
          onClick={props.onRotate}
        />
        <Choice icon={<AloudIcon />} text={t("reader.aloud.title")} off={!position} onClick={props.onAloud} />
      </fieldset>
      <div className={styles.letters}>
        <p className={styles.name}>{t("common.textSize")}</p>
        <TextSize />
      </div>
    </Panel>
  );
}

interface ChoiceProps {
  icon: ReactNode;
  text: string;
  /** Absent where it is an act, not a choice that holds. */
  on?: boolean;
  off?: boolean;
  onClick(): void;
}

function Choice({ icon, text, on, off, onClick }: ChoiceProps) {
  return (
    <button type="button" className={styles.choice} aria-pressed={on} disabled={off} onClick={onClick}>
      {icon}
      <span>{text}</span>
    </button>
  );
}
