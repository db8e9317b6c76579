// The tools of one's own hand, with their names: in the place of the reading tools while somebody writes.
import { type ReactNode, useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { Hand } from "../../ink/hand";
import { HIGHLIGHT_COLOURS, type Kit, PEN_COLOURS, type Tool, type Weight } from "../../ink/kit";
import {
  BookmarkIcon,
  FingerIcon,
  HighlighterIcon,
  NoteIcon,
  PenIcon,
  ReadIcon,
  RedoIcon,
  RubberIcon,
  UndoIcon,
} from "../../ui/Icon";
import look from "../../ui/Tool.module.css";
import { kit as box, useKit } from "./book";
import styles from "./HandTools.module.css";
import { useHandChanges } from "./useHand";

export interface HandToolsProps {
  wide: boolean;
  hand: Hand;
  /** The page one is on, from 1. */
  page: number;
  onRead(): void;
  /** A note without a place of its own: at the head of the page. */
  onNoteHere(): void;
  children?: ReactNode;
}

const tools: { tool: Tool; icon: typeof PenIcon }[] = [
  { tool: "pen", icon: PenIcon },
  { tool: "highlighter", icon: HighlighterIcon },
  { tool: "eraser", icon: RubberIcon },
  { tool: "note", icon: NoteIcon },
];

export function HandTools({ wide, hand, page, onRead, onNoteHere, children }: HandToolsProps) {
  const { t } = useTranslation();
  const kit = useKit();
  useHandChanges(hand);
  useUndoKeys(hand);
  const bookmark = hand.marks(page).find(({ kind }) => kind === "bookmark");
  return (
    <section className={wide ? `${look.rail} ${styles.rail}` : styles.rows} aria-label={t("notes.tools")}>
      <div className={styles.tools}>
        <button type="button" className={`${look.tool} ${styles.tool}`} onClick={onRead}>
          <ReadIcon />
          <span>{t("notes.read")}</span>
        </button>
        {tools.map(({ tool, icon: Icon }) => (
          <button
            key={tool}
            type="button"
            className={`${look.tool} ${styles.tool}`}
            aria-pressed={kit.tool === tool}
            onClick={() => box.set({ tool })}
          >
            <Icon />
            <span>{t(`notes.${tool}`)}</span>
          </button>
        ))}
        <button
          type="button"
          className={`${look.tool} ${styles.tool}`}
          aria-pressed={bookmark !== undefined}
          onClick={() => (bookmark ? hand.erase([bookmark.id]) : hand.add({ page, kind: "bookmark" }))}
        >
          <BookmarkIcon />
          <span>{t(bookmark ? "notes.bookmarkOff" : "notes.bookmark")}</span>
        </button>
        <div className={styles.pair}>
          <button
            type="button"
            className={`${look.tool} ${styles.tool}`}
            disabled={!hand.canUndo()}
            onClick={() => hand.undo()}
          >
            <UndoIcon />
            <span>{t("notes.undo")}</span>
          </button>
          <button
            type="button"
            className={`${look.tool} ${styles.tool}`}
            disabled={!hand.canRedo()}
            onClick={() => hand.redo()}
          >
            <RedoIcon />
            <span>{t("notes.redo")}</span>
          </button>
        </div>
      </div>
      <div className={styles.words}>
        <Hint kit={kit} onNoteHere={onNoteHere} />
      </div>
      <div className={styles.more}>
        <Ink kit={kit} />
        <button
          type="button"
          className={`${look.tool} ${styles.own}`}
          role="switch"
          aria-checked={kit.finger}
          onClick={() => box.set({ finger: !kit.finger })}
        >
          <FingerIcon />
          <span>{t("notes.finger")}</span>
        </button>
        {children}
      </div>
    </section>
  );
}

/** Colours and widths of what is in the hand; the eraser and notes have none. */
function Ink({ kit }: { kit: Kit }) {
  const { t } = useTranslation();
  if (kit.tool === "eraser" || kit.tool === "note") return null;
  const light = kit.tool === "highlighter";
  const colours = light ? HIGHLIGHT_COLOURS : PEN_COLOURS;
  const colour = light ? kit.highlighter : kit.pen;
  const weight = light ? kit.highlighterWeight : kit.penWeight;
  const weights: [Weight, "thin" | "medium" | "thick"][] = [
    [0, "thin"],
    [1, "medium"],
    [2, "thick"],
  ];
  return (
    <>
      <fieldset className={styles.choices}>
        <legend className="heard">{t("notes.colour")}</legend>
        {colours.map((one) => (
          <button
            key={one}
            type="button"
            className={styles.colour}
            data-colour={one}
            aria-label={t(`notes.colours.${one}`)}
            aria-pressed={one === colour}
            onClick={() => box.set(light ? { highlighter: one as never } : { pen: one as never })}
          />
        ))}
      </fieldset>
      <fieldset className={styles.choices}>
        <legend className="heard">{t("notes.weight")}</legend>
        {weights.map(([one, name]) => (
          <button
            key={one}
            type="button"
            className={styles.weight}
            data-weight={one}
            aria-label={t(`notes.weights.${name}`)}
            aria-pressed={one === weight}
            onClick={() => box.set(light ? { highlighterWeight: one } : { penWeight: one })}
          />
        ))}
      </fieldset>
    </>
  );
}

function Hint({ kit, onNoteHere }: { kit: Kit; onNoteHere(): void }) {
  const { t } = useTranslation();
  if (kit.tool === "note") {
    return (
      <>
        <p className={styles.hint}>{t("notes.hint.note")}</p>
        <button type="button" className={styles.here} onClick={onNoteHere}>
          {t("notes.hint.noteHere")}
        </button>
      </>
    );
  }
  if (kit.finger) return <p className={styles.hint}>{t("notes.hint.finger")}</p>;
  return kit.penKnown ? null : <p className={styles.hint}>{t("notes.hint.noPen")}</p>;
}

function useUndoKeys(hand: Hand) {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      const focus = event.target instanceof Element ? event.target : document.body;
      if (focus.closest("input, textarea, [contenteditable], [role=dialog]")) return;
      const key = event.key.toLowerCase();
      const back = key === "z" && !event.shiftKey;
      const forth = key === "y" || (key === "z" && event.shiftKey);
      if (!back && !forth) return;
      event.preventDefault();
      if (back) hand.undo();
      else hand.redo();
    };
    window.addEventListener("keydown", pressed);
    return () => window.removeEventListener("keydown", pressed);
  }, [hand]);
}
