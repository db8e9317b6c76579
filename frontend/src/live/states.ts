// Names each item's state. The server sends the facts (which item is current, which are done) once; screens ask by name.
import type { Item, MeetingView, WireView } from "./frame";

type WireAgenda = WireView["agenda"];

const agendas = new WeakMap<WireAgenda, MeetingView["agenda"]>();
const items = new WeakMap<object, Item>();

/** The view with named states; what did not change keeps its identity, so that it is not drawn again. */
export function withStates(view: WireView): MeetingView {
  let agenda = agendas.get(view.agenda);
  if (!agenda) {
    const { current } = view.agenda;
    const named = Object.entries(view.agenda.items).map(([id, item]) => {
      const state = id === current ? "current" : item.done_at ? "done" : "pending";
      const known = items.get(item);
      if (known?.state === state) return [id, known] as const;
      const fresh: Item = { ...item, state };
      items.set(item, fresh);
      return [id, fresh] as const;
    });
    agenda = { ...view.agenda, items: Object.fromEntries(named) };
    agendas.set(view.agenda, agenda);
  }
  return { ...view, agenda };
}
