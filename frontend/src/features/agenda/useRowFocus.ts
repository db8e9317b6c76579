// Keeps the keyboard where it was: on the moved row after a move, and from row to row with the arrows.
import { useLayoutEffect, useRef } from "react";

export function useRowFocus(order: string[]) {
  const table = useRef<HTMLTableElement>(null);
  const kept = useRef<{ id: string; control: string | null }>(undefined);
  const rowOf = (id: string) => table.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a changed order is what may have taken the focus away
  useLayoutEffect(() => {
    const keep = kept.current;
    kept.current = undefined;
    if (!keep) return;
    const row = rowOf(keep.id);
    const control = keep.control && row?.querySelector<HTMLButtonElement>(`[data-control="${keep.control}"]`);
    // At the top "up" is off: the row itself takes over.
    (control && !control.disabled ? control : row)?.focus();
  }, [order]);

  return {
    table,
    /** Before the order changes: remembers what in the row has the focus. */
    keep(id: string) {
      const focused = document.activeElement;
      const inside = focused && rowOf(id)?.contains(focused);
      if (inside) kept.current = { id, control: focused.getAttribute("data-control") };
    },
    walk(place: number) {
      const id = order[place];
      if (id) rowOf(id)?.focus();
    },
  };
}
