// Who leads, as it concerns whoever looks: pure reading of the view.
import type { MeetingView, Mine } from "../../live/frame";

type Person = MeetingView["attendees"]["people"][string];

export interface Lead {
  number: number;
  /** Absent for those who may not read it. */
  paper?: string;
  leader?: Person;
  /** Whether the chair leads: most papers are led by them, and they are called by their office. */
  byChair: boolean;
  /** It is oneself, on this tablet or another. */
  mine: boolean;
}

export interface Request {
  id: string;
  person?: Person;
  paper: string;
  title: string;
}

export function leadOf(view: MeetingView, mine: Mine): Lead | undefined {
  const now = view.lead?.now;
  if (!now) return undefined;
  const leader = now.attendee_id ? view.attendees.people[now.attendee_id] : undefined;
  return {
    number: now.number,
    // One that is not in the picture cannot be gone to.
    paper: now.paper_id && view.papers[now.paper_id] ? now.paper_id : undefined,
    leader,
    byChair: leader?.role === "chair",
    mine: now.attendee_id !== undefined && now.attendee_id === mine.attendee_id,
  };
}

/** Gives the lead, takes it from anybody, and refuses it. */
export const decides = (view: MeetingView) => view.can.includes("grant_lead");

/** May lead a paper, or at least ask to. */
export function mayLead(view: MeetingView, mine: Mine): boolean {
  const presents = view.lead?.presenter !== undefined && view.lead.presenter === mine.attendee_id;
  return decides(view) || (presents && view.can.includes("lead_paper"));
}

/** To whom the lead could be given. */
export function presenterOf(view: MeetingView, mine: Mine): { id: string; person: Person } | undefined {
  const id = view.lead?.presenter;
  const person = id && id !== mine.attendee_id ? view.attendees.people[id] : undefined;
  return id && person ? { id, person } : undefined;
}

export function requests(view: MeetingView): Request[] {
  return Object.entries(view.lead?.asked ?? {}).map(([id, paper]) => ({
    id,
    paper,
    person: view.attendees.people[id],
    title: view.papers[paper]?.title ?? "",
  }));
}

/** The paper one has asked to lead. */
export const askedBy = (view: MeetingView, mine: Mine) =>
  mine.attendee_id ? view.lead?.asked[mine.attendee_id] : undefined;
