// The shapes that travel on the live channel, as the server writes them.
import type { components } from "../api/schema";

type Schemas = components["schemas"];

/** A meeting as the server writes it. */
export type WireView = Schemas["MeetingView"];
/** The same with each item's state by name: see states.ts. */
export type MeetingView = Omit<WireView, "agenda"> & {
  agenda: Omit<WireView["agenda"], "items"> & { items: Record<string, Item> };
};
export type Item = Schemas["AgendaItemView"] & { state: "pending" | "current" | "done" };
export type Mine = Schemas["Mine"];

export type NoticeKind =
  | "paper_attached"
  | "paper_replaced"
  | "paper_withdrawn"
  | "agenda_item_added"
  | "agenda_item_edited"
  | "agenda_item_moved"
  | "agenda_item_removed"
  | "meeting_edited"
  | "session_opened"
  | "session_paused"
  | "session_resumed"
  | "session_closed";

export interface LiveNotice {
  kind: NoticeKind;
  item_id?: string;
  paper_id?: string;
  title?: string;
}

/** A whole picture, the same for everybody of an audience. Changes may follow; the personal frame ends the opening. */
export interface SnapshotFrame {
  epoch: string;
  seq: number;
  view: WireView;
}
export interface PersonalFrame {
  mine: Mine;
  now: string;
}
/** The picture held is still good: what was missed follows. */
export type ResumedFrame = PersonalFrame & { epoch: string; seq: number; resumed: true };
/** Without a patch it is the heartbeat. */
export interface PatchFrame {
  seq: number;
  patch?: Record<string, unknown>;
  notices?: LiveNotice[];
}
/** A place on a page, in fractions of it. */
export interface Point {
  /** From 1. */
  page: number;
  x: number;
  y: number;
}
/** What whoever leads a paper shows: a rectangle in fractions of the page it begins on (docs/LIVE.md). */
export interface Led extends Point {
  /** Which lead: `view.lead.now.number`. */
  number: number;
  /** Rises with each. */
  count: number;
  width: number;
  height: number;
  point?: Point;
}
/** No part of the picture: only the newest counts. */
export interface LedFrame {
  lead: Led;
}
/** Somebody asked for service, or was seen to: whoever waits asks what has become of theirs. */
export interface CallsFrame {
  calls: number;
}
export type Frame = SnapshotFrame | PersonalFrame | ResumedFrame | PatchFrame | LedFrame | CallsFrame;

export type Door = "desk" | "room" | "wall";

/** What the client holds, so that the server can send only what is missing. */
export interface Held {
  epoch: string;
  seq: number;
}
