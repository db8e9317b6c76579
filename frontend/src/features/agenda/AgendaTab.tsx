// The agenda at the desk: order, times, presenters, papers and guests of every item, changed in place.
import { useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { clock } from "../../i18n/time";
import { useView } from "../../live/live.react";
import { Button } from "../../ui/Button";
import { AgendaIcon, BreakIcon, MoreIcon, UndoIcon } from "../../ui/Icon";
import { Notice } from "../../ui/Notice";
import { EmptyState } from "../../ui/State";
import { length } from "../desk/length";
import styles from "./AgendaTab.module.css";
import { AgendaTable } from "./AgendaTable";
import { ItemForm } from "./ItemForm";
import { follower } from "./order";
import { RemoveItem } from "./RemoveItem";
import { useMoves } from "./useMoves";

/** The last own change that can be taken back: one line in the foot, and Ctrl+Z. */
export interface Undo {
  words: string;
  undo(): void;
}
type Asked = { kind: "matter" | "break" } | { edit: string } | { remove: string };

export function AgendaTab() {
  const { t } = useTranslation();
  const meeting = useView((view) => view.meeting_id);
  const agenda = useView((view) => view.agenda);
  const endsAt = useView((view) => view.ends_at);
  const can = useView((view) => view.can.includes("edit_agenda"));
  const [asked, setAsked] = useState<Asked>();
  const [undo, setUndo] = useState<Undo>();
  const moves = useMoves(meeting, agenda.order);
  useUndoKey(undo, () => setUndo(undefined));

  const titleOf = useCallback(
    (id: string) => {
      const item = agenda.items[id];
      return item?.number ? t("desk.agenda.itemNumber", { number: item.number }) : (item?.title ?? "");
    },
    [agenda, t],
  );
  const moveBefore = (id: string, before?: string) => {
    const back = follower(moves.order, id);
    if (back === before) return;
    const up = before !== undefined && moves.order.indexOf(before) < moves.order.indexOf(id);
    moves.moveBefore(id, before, () =>
      setUndo({
        words: t(up ? "desk.agenda.movedUp" : "desk.agenda.movedDown", { item: titleOf(id) }),
        undo: () => moves.moveBefore(id, back),
      }),
    );
  };
  const minutes = agenda.order.reduce((sum, id) => sum + (agenda.items[id]?.planned_minutes ?? 0), 0);
  const add = (kind: "matter" | "break") => setAsked({ kind });
  const close = () => setAsked(undefined);
  return (
    <div className={styles.tab}>
      {moves.refusal && (
        <Notice tone="error" onDismiss={moves.forget}>
          {moves.refusal.message}
        </Notice>
      )}
      {agenda.order.length === 0 ? (
        <EmptyState icon={<AgendaIcon size={48} />} title={t("desk.agenda.empty")}>
          {t("desk.agenda.emptyHint")}
        </EmptyState>
      ) : (
        <AgendaTable
          order={moves.order}
          can={can}
          moveBefore={moveBefore}
          titleOf={titleOf}
          onEdit={(edit) => setAsked({ edit })}
          onRemove={(remove) => setAsked({ remove })}
          onUndoable={setUndo}
        />
      )}
      <footer className={styles.foot}>
        {can && (
          <>
            <Button icon={<MoreIcon size={20} />} onClick={() => add("matter")}>
              {t("desk.agenda.addMatter")}
            </Button>
            <Button icon={<BreakIcon size={20} />} onClick={() => add("break")}>
              {t("desk.agenda.addBreak")}
            </Button>
          </>
        )}
        {agenda.order.length > 0 && (
          <p className={styles.total}>
            {t("desk.agenda.total", { length: length(minutes, t), end: clock(endsAt) })}
          </p>
        )}
        {undo && (
          <p className={styles.undo}>
            <span role="status">{undo.words}</span>
            <Button
              variant="quiet"
              icon={<UndoIcon size={20} />}
              onClick={() => {
                undo.undo();
                setUndo(undefined);
              }}
            >
              {t("desk.agenda.undo")}
            </Button>
          </p>
        )}
      </footer>
      {asked && "kind" in asked && <ItemForm kind={asked.kind} onClose={close} />}
      {asked && "edit" in asked && agenda.items[asked.edit] && (
        <ItemForm key={asked.edit} id={asked.edit} onClose={close} />
      )}
      {asked && "remove" in asked && agenda.items[asked.remove] && (
        <RemoveItem id={asked.remove} onClose={close} />
      )}
    </div>
  );
}

/** Ctrl+Z takes the last change back, except where it belongs to the text being typed. */
function useUndoKey(undo: Undo | undefined, done: () => void) {
  useEffect(() => {
    if (!undo) return;
    const pressed = (event: KeyboardEvent) => {
      const typing =
        event.target instanceof Element && event.target.closest("input, textarea, [role=dialog]");
      if (typing || event.key !== "z" || event.shiftKey || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      undo.undo();
      done();
    };
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  }, [undo, done]);
}
