// How a person is named to a room: honorific, name and post in full.
import { i18n } from "../../i18n/i18n";

export interface Titled {
  honorific?: string | null;
  name: string;
  post: string;
}

/** "Ông Lê Minh Tuệ"; the honorific is a Vietnamese word and stays out of English. */
export function called({ honorific, name }: Omit<Titled, "post">): string {
  return honorific && i18n.language === "vi" ? `${honorific} ${name}` : name;
}

/** "Ông Lê Minh Tuệ, Giám đốc Sở Tài chính" */
export function titled(person: Titled): string {
  return person.post ? `${called(person)}, ${person.post}` : called(person);
}
