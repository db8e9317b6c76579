// The shapes that travel on the live channel, as the server writes them.
import type { components } from "../api/schema";

export type MeetingView = components["schemas"]["MeetingView"];
export type Mine = components["schemas"]["Mine"];

export type NoticeKind =
  | "paper_attached"
  | "paper_replaced"
  | "paper_withdrawn"
  | "agenda_item_added"
  | "agenda_item_edited"
  | "agenda_item_moved"
  | "agenda_item_removed"
  | "agenda_advanced"
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

interface Opening {
  epoch: string;
  seq: number;
  now: string;
  mine: Mine;
}
export type SnapshotFrame = Opening & { view: MeetingView };
export type ResumedFrame = Opening & { resumed: true };
/** Without a patch it is the heartbeat. */
export interface PatchFrame {
  seq: number;
  patch?: Record<string, unknown>;
  notices?: LiveNotice[];
}
export type Frame = SnapshotFrame | ResumedFrame | PatchFrame;

export type Door = "desk" | "room" | "wall";

/** What the client holds, so that the server can send only what is missing. */
export interface Held {
  epoch: string;
  seq: number;
}
