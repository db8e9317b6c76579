// The acts on an agenda, and how an item is laid out for a form.
import { api, type intention, type Schemas } from "../../api/client";
import type { Item } from "../../live/frame";

export type { Item };

type Headers = ReturnType<typeof intention>;

/** What the secretariat writes of an item; a type, not an interface, so that it can be read field by field. */
export type ItemFields = {
  title: string;
  short_title: string;
  planned_minutes: number;
  presenter_id: string;
  admission: Schemas["AgendaItemView"]["admission"];
  guests: string[];
};

export const itemFields = (item: Item): ItemFields => ({
  title: item.title,
  short_title: item.short_title,
  planned_minutes: item.planned_minutes,
  presenter_id: item.presenter?.person_id ?? "",
  admission: item.admission,
  guests: [...item.guests].sort(),
});

export const addItem =
  (m: string) =>
  ({ kind, fields }: { kind: Item["kind"]; fields: ItemFields }, headers: Headers) => {
    const { presenter_id, short_title, ...rest } = fields;
    const body = {
      kind,
      ...rest,
      ...(presenter_id && { presenter_id }),
      ...(short_title.trim() && { short_title }),
    };
    return api.POST("/api/meetings/{meeting_id}/agenda", {
      params: { path: { meeting_id: m } },
      body,
      headers,
    });
  };

export const editItem =
  (m: string, item: string) =>
  ({ revision, change }: { revision: number; change: Partial<ItemFields> }, headers: Headers) =>
    api.PATCH("/api/meetings/{meeting_id}/agenda/{item_id}", {
      params: { path: { meeting_id: m, item_id: item } },
      body: { revision, ...change },
      headers,
    });

export const moveItem =
  (m: string) =>
  ({ item, before }: { item: string; before?: string }, headers: Headers) =>
    api.POST("/api/meetings/{meeting_id}/agenda/{item_id}/move", {
      params: { path: { meeting_id: m, item_id: item } },
      body: before ? { before } : {},
      headers,
    });

export const removeItem = (m: string) => (item: string, headers: Headers) =>
  api.DELETE("/api/meetings/{meeting_id}/agenda/{item_id}", {
    params: { path: { meeting_id: m, item_id: item } },
    headers,
  });
