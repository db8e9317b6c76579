// The numbered items of the agenda in their order: those that can have papers.
import { useView } from "../../live/live.react";
import type { Item } from "../agenda/agendaApi";

export function useMatters(): (Item & { id: string })[] {
  const { order, items } = useView((view) => view.agenda);
  return order.flatMap((id) => {
    const item = items[id];
    return item?.kind === "matter" ? [{ ...item, id }] : [];
  });
}
