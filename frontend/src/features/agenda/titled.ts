// How a person is named to a room: honorific, name and post in full.
import { i18n } from "../../i18n/i18n";

export interface Titled {
  honorific?: string | null;
  name: string;
  post: string;
}

/** "Ông Lê Minh Tuệ, Giám đốc Sở Tài chính"; the honorific is a Vietnamese word and stays out of English. */
export function titled({ honorific, name, post }: Titled): string {
  const called = honorific && i18n.language === "vi" ? `${honorific} ${name}` : name;
  return post ? `${called}, ${post}` : called;
}
