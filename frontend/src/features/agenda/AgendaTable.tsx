// The table of the agenda: items are moved by dragging, by their arrows, or with Alt and the arrow keys.
import {
  type Announcements,
  closestCenter,
  DndContext,
  KeyboardSensor,
  type Modifier,
  PointerSensor,
  useSensor,
  useSensors,
} from "@dnd-kit/core";
import { SortableContext, sortableKeyboardCoordinates, verticalListSortingStrategy } from "@dnd-kit/sortable";
import { useTranslation } from "react-i18next";
import { useView } from "../../live/live.react";
import { asColumn, asRow, asRows, asTable } from "../../ui/tableRoles";
import page from "../desk/Page.module.css";
import { AgendaRow } from "./AgendaRow";
import type { Undo } from "./AgendaTab";
import styles from "./AgendaTable.module.css";
import { follower, placed } from "./order";
import { useRowFocus } from "./useRowFocus";

export interface AgendaTableProps {
  order: string[];
  can: boolean;
  moveBefore(id: string, before?: string): void;
  titleOf(id: string): string;
  onEdit(id: string): void;
  onRemove(id: string): void;
  onUndoable(undo: Undo): void;
}

const downOnly: Modifier = ({ transform }) => ({ ...transform, x: 0 });

export function AgendaTable({
  order,
  can,
  moveBefore,
  titleOf,
  onEdit,
  onRemove,
  onUndoable,
}: AgendaTableProps) {
  const { t } = useTranslation();
  const items = useView((view) => view.agenda.items);
  const rows = useRowFocus(order);
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 6 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const words = (id: string | number, over?: string | number) => ({
    item: titleOf(String(id)),
    place: over === undefined ? 0 : order.indexOf(String(over)) + 1,
    total: order.length,
  });
  const announcements: Announcements = {
    onDragStart: ({ active }) => t("desk.agenda.drag.start", words(active.id, active.id)),
    onDragOver: ({ active, over }) =>
      over ? t("desk.agenda.drag.over", words(active.id, over.id)) : undefined,
    onDragEnd: ({ active, over }) => t("desk.agenda.drag.end", words(active.id, over?.id ?? active.id)),
    onDragCancel: ({ active }) => t("desk.agenda.drag.cancel", words(active.id, active.id)),
  };
  const put = (id: string, to: number) => {
    if (to < 0 || to >= order.length || order.indexOf(id) === to) return;
    rows.keep(id);
    moveBefore(id, follower(placed(order, id, to), id));
  };
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestCenter}
      modifiers={[downOnly]}
      accessibility={{ announcements, screenReaderInstructions: { draggable: t("desk.agenda.drag.how") } }}
      onDragEnd={({ active, over }) => over && put(String(active.id), order.indexOf(String(over.id)))}
    >
      <table {...asTable} className={`${page.table} ${styles.table}`} ref={rows.table}>
        <colgroup>
          <col className={styles.handles} />
          <col className={styles.number} />
        </colgroup>
        <thead {...asRows}>
          <tr {...asRow}>
            <th {...asColumn} scope="col" colSpan={2}>
              {t("desk.agenda.order")}
            </th>
            <th {...asColumn} scope="col" className={styles.time}>
              {t("desk.agenda.time")}
            </th>
            <th {...asColumn} scope="col">
              {t("desk.agenda.item")}
            </th>
            <th {...asColumn} scope="col" className={styles.presenter}>
              {t("desk.agenda.presenter")}
            </th>
            <th {...asColumn} scope="col" className={styles.papers}>
              {t("desk.agenda.papersGuests")}
            </th>
            {can && (
              <th {...asColumn} scope="col" className={styles.work}>
                {t("desk.work")}
              </th>
            )}
          </tr>
        </thead>
        <SortableContext items={order} strategy={verticalListSortingStrategy} disabled={!can}>
          <tbody {...asRows}>
            {order.map((id, place) => {
              const item = items[id];
              return (
                item && (
                  <AgendaRow
                    key={id}
                    id={id}
                    item={item}
                    can={can}
                    first={place === 0}
                    last={place === order.length - 1}
                    name={titleOf(id)}
                    onStep={(step) => put(id, place + step)}
                    onWalk={(step) => rows.walk(place + step)}
                    onEdit={() => onEdit(id)}
                    onRemove={() => onRemove(id)}
                    onUndoable={onUndoable}
                  />
                )
              );
            })}
          </tbody>
        </SortableContext>
      </table>
    </DndContext>
  );
}
