// The house's directory: people and units in protocol order, asked for once and shared by every list at the desk.
import { queryOptions } from "@tanstack/react-query";
import { answer, api, type Schemas } from "../../api/client";
import { i18n } from "../../i18n/i18n";
import { finds } from "./fold";

export type Person = Schemas["Person"];

const FRESH_MS = 5 * 60_000;

export const peopleQuery = queryOptions({
  queryKey: ["people"],
  staleTime: FRESH_MS,
  queryFn: async () => (await answer(api.GET("/api/people"))).people,
});

export const unitsQuery = queryOptions({
  queryKey: ["units"],
  staleTime: FRESH_MS,
  queryFn: async () => (await answer(api.GET("/api/units"))).units,
});

export const kindsQuery = queryOptions({
  queryKey: ["meeting-kinds"],
  staleTime: FRESH_MS,
  queryFn: async () => (await answer(api.GET("/api/meeting-kinds"))).kinds,
});

/** Name, unit and any one post: "pho chu tich" is not somebody who is Phó Bí thư and Chủ tịch. */
export function answersTo(person: Person, query: string): boolean {
  return person.posts.some((post) => finds(query, `${called(person)} ${post} ${person.unit}`));
}

/** "Ông Lê Minh Tuệ"; the honorific is a Vietnamese word and stays out of English. */
export function called({ honorific, name }: { honorific?: string | null; name: string }): string {
  return honorific && i18n.language === "vi" ? `${honorific} ${name}` : name;
}
