// One item of the agenda: its place, hours, title, presenter, papers and guests, each changed where it stands.
import { useSortable } from "@dnd-kit/sortable";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { clock } from "../../i18n/time";
import { useView } from "../../live/live.react";
import { Button } from "../../ui/Button";
import { BreakIcon, DownIcon, DragIcon, EditIcon, RemoveIcon, UpIcon } from "../../ui/Icon";
import { asCell, asRow } from "../../ui/tableRoles";
import { EditClash } from "../desk/EditClash";
import { InlineField } from "../desk/InlineField";
import page from "../desk/Page.module.css";
import { useEdit } from "../desk/useEdit";
import { called } from "../people/directory";
import styles from "./AgendaRow.module.css";
import type { Undo } from "./AgendaTab";
import { editItem, type Item, itemFields } from "./agendaApi";
import { ItemMarks } from "./ItemMarks";
import { plannedEnd } from "./timing";

interface AgendaRowProps {
  id: string;
  item: Item;
  can: boolean;
  first: boolean;
  last: boolean;
  /** "nội dung 3", or the title of a break. */
  name: string;
  onStep(step: -1 | 1): void;
  onWalk(step: -1 | 1): void;
  onEdit(): void;
  onRemove(): void;
  onUndoable(undo: Undo): void;
}

export function AgendaRow(props: AgendaRowProps) {
  const { id, item, can, name } = props;
  const { t } = useTranslation();
  const { setNodeRef, setActivatorNodeRef, listeners, attributes, transform, transition, isDragging } =
    useSortable({ id, attributes: { roleDescription: t("desk.agenda.drag.role") } });
  const onKeyDown = (event: KeyboardEvent<HTMLTableRowElement>) => {
    const step = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : undefined;
    const onRow = event.target === event.currentTarget;
    if (step && event.altKey && can) props.onStep(step);
    else if (step && onRow) props.onWalk(step);
    else if (event.key === "Enter" && onRow && can) props.onEdit();
    else return;
    event.preventDefault();
  };
  const look = [
    item.kind === "break" && styles.break,
    item.state === "current" && styles.current,
    isDragging && styles.dragged,
  ];
  return (
    <tr
      {...asRow}
      ref={setNodeRef}
      data-row={id}
      tabIndex={-1}
      className={look.filter(Boolean).join(" ")}
      style={{
        transform: transform ? `translate3d(0, ${transform.y}px, 0)` : undefined,
        transition,
      }}
      onKeyDown={onKeyDown}
    >
      <td {...asCell} className={styles.order}>
        {can && (
          <div className={styles.handles}>
            <button
              {...attributes}
              {...listeners}
              ref={setActivatorNodeRef}
              type="button"
              data-control="drag"
              className={styles.drag}
              aria-label={t("desk.agenda.dragOf", { item: name })}
            >
              <DragIcon size={20} />
            </button>
            <span className={styles.steps}>
              <button
                type="button"
                data-control="up"
                disabled={props.first}
                aria-label={t("desk.agenda.upOf", { item: name })}
                onClick={() => props.onStep(-1)}
              >
                <UpIcon size={18} />
              </button>
              <button
                type="button"
                data-control="down"
                disabled={props.last}
                aria-label={t("desk.agenda.downOf", { item: name })}
                onClick={() => props.onStep(1)}
              >
                <DownIcon size={18} />
              </button>
            </span>
          </div>
        )}
      </td>
      <td {...asCell} className={styles.number}>
        {item.number}
      </td>
      <td {...asCell} className={page.keep}>
        <span className={styles.hours}>
          {clock(item.planned_start)}–{clock(plannedEnd(item))}
        </span>
        <Minutes {...props} />
      </td>
      <td {...asCell}>
        <span className={styles.title}>
          {item.kind === "break" && <BreakIcon size={20} />}
          {item.title}
        </span>
        <ItemMarks item={item} />
      </td>
      <td {...asCell}>
        {item.presenter ? (
          <>
            {called(item.presenter)}
            <span className={page.sub}>{item.presenter.post}</span>
          </>
        ) : (
          item.kind === "matter" && <span className={page.sub}>{t("desk.agenda.noPresenter")}</span>
        )}
      </td>
      <td {...asCell}>{item.kind === "matter" && <Counts item={item} />}</td>
      {can && (
        <td {...asCell} className={styles.work}>
          <Button
            variant="quiet"
            icon={<EditIcon size={20} />}
            aria-label={t("desk.agenda.editOf", { item: name })}
            onClick={props.onEdit}
          >
            {t("desk.edit")}
          </Button>
          <Button
            variant="quiet"
            icon={<RemoveIcon size={20} />}
            aria-label={t("desk.agenda.removeOf", { item: name })}
            onClick={props.onRemove}
          >
            {t("desk.remove")}
          </Button>
        </td>
      )}
    </tr>
  );
}

function Minutes({ id, item, can, name, onUndoable }: AgendaRowProps) {
  const { t } = useTranslation();
  const meeting = useView((view) => view.meeting_id);
  const edit = useEdit(itemFields, editItem(meeting, id));
  // Undoing comes later, on the item as it is by then.
  const latest = useRef(item);
  useEffect(() => {
    latest.current = item;
  }, [item]);
  if (!can)
    return <span className={page.sub}>{t("desk.length.minutes", { count: item.planned_minutes })}</span>;
  const set = (planned_minutes: number, after?: () => void) =>
    edit.save({ base: item, draft: { ...itemFields(item), planned_minutes } }, after);
  const change = (text: string, done: () => void) => {
    const minutes = Number(text);
    const before = item.planned_minutes;
    // Anything but a number is sent as zero, which the server refuses in its own words.
    set(Number.isInteger(minutes) && minutes > 0 ? minutes : 0, () => {
      done();
      onUndoable({
        words: t("desk.agenda.minutesChanged", { item: name, before, after: minutes }),
        undo: () => edit.overwrite(latest.current, { planned_minutes: before }),
      });
    });
  };
  return (
    <span className={styles.minutes}>
      <InlineField
        label={t("desk.agenda.minutesOf", { item: name })}
        value={String(item.planned_minutes)}
        onSave={change}
        onForget={edit.forget}
        refused={edit.refusal?.message}
        width="minutes"
        inputMode="numeric"
        maxLength={4}
      />
      <span className={styles.unit}>{t("desk.agenda.minutes")}</span>
      <EditClash
        edit={edit}
        label={() => t("desk.agenda.planned")}
        say={(_, value) => t("desk.length.minutes", { count: Number(value) })}
      />
    </span>
  );
}

function Counts({ item }: { item: Item }) {
  const { t } = useTranslation();
  return (
    <>
      <span className={item.papers.length > 0 ? styles.papers : styles.none}>
        {item.papers.length > 0
          ? t("desk.agenda.papers", { count: item.papers.length })
          : t("desk.agenda.noPapers")}
      </span>
      <span className={page.sub}>
        {item.guests.length > 0
          ? t("desk.agenda.guests", { count: item.guests.length })
          : t("desk.agenda.noGuests")}
      </span>
    </>
  );
}
