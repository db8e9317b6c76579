// Turns an event of the journal into what a person would say: the journal itself keeps only facts.
import type { TFunction } from "i18next";
import type { Choice, Tally } from "../motion/motion";

export interface JournalEvent {
  seq: number;
  at: string;
  actor: string;
  kind: string;
  body: unknown;
}

/** Names of items, papers and people as the journal mentions them, so that what is gone still has its name. */
export interface Names {
  items: Map<string, string>;
  papers: Map<string, string>;
  people: Map<string, string>;
}

interface Body {
  title?: string;
  item_id?: string;
  item?: { title: string; planned_minutes: number };
  to?: string;
  paper_id?: string;
  file?: { name: string };
  attendee_id?: string;
  attendees?: Record<string, { person?: { name: string }; name?: string }>;
  question?: string;
  choice?: Choice;
  tally?: Tally;
  place?: { person?: { name: string }; name?: string; role: string };
}

export function namesOf(events: JournalEvent[]): Names {
  const names: Names = { items: new Map(), papers: new Map(), people: new Map() };
  for (const { body } of events) {
    const { item_id, item, paper_id, title, attendees } = body as Body;
    if (item_id && item) names.items.set(item_id, item.title);
    if (paper_id && title) names.papers.set(paper_id, title);
    for (const [id, place] of Object.entries(attendees ?? {}))
      names.people.set(id, place.person?.name ?? place.name ?? "");
  }
  return names;
}

const KINDS = [
  "meeting_created",
  "meeting_edited",
  "meeting_published",
  "agenda_item_added",
  "agenda_item_edited",
  "agenda_item_moved",
  "agenda_item_removed",
  "attendees_added",
  "attendee_edited",
  "attendee_removed",
  "paper_attached",
  "paper_edited",
  "paper_replaced",
  "paper_withdrawn",
  "session_opened",
  "agenda_advanced",
  "session_paused",
  "session_resumed",
  "session_closed",
  "attendee_checked_in",
  "attendee_checked_out",
  "paper_led",
  "lead_ended",
  "lead_asked",
  "lead_declined",
  "speech_asked",
  "speech_withdrawn",
  "speech_declined",
  "floor_given",
  "speech_ended",
  "motion_put",
  "ballot_cast",
  "motion_closed",
] as const;

export function said({ kind, body }: JournalEvent, names: Names, t: TFunction): string {
  const known = KINDS.find((one) => one === kind);
  if (!known) return kind;
  const { title, item_id, item, to, paper_id, file, attendee_id, attendees, question, choice, tally } =
    body as Body;
  const people = Object.keys(attendees ?? {});
  return t(`desk.journal.kind.${known}`, {
    title: title ?? question ?? "",
    choice: choice ? t(`motion.choice.${choice}`) : "",
    outcome: tally ? t("motion.favour", { ...tally }) : "",
    item: item?.title ?? names.items.get(to ?? item_id ?? "") ?? "",
    paper: title ?? names.papers.get(paper_id ?? "") ?? "",
    file: file?.name ?? "",
    person: names.people.get(attendee_id ?? people[0] ?? "") ?? "",
    count: people.length,
  });
}
