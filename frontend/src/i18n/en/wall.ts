// The words of the wall, read from across a room.
import type { Translated } from "../catalogue";
import type { wall as vi } from "../vi/wall";

export const wall: Translated<typeof vi> = {
  connected: "Connected",
  connecting: "Connecting…",
  lostSince: "Connection lost since {{time}}",
  idle: "No meeting at present",
  idleDetail: "This display changes by itself when a meeting is published or opened.",
  waiting: "One moment, please",
  signedOut: "This display is not signed in",
  signIn: "Sign this display in",
  chair: "Chair: ",
  presenter: "Presented by ",
  place: "{{room}}, {{date}}",
  matter: "Item {{number}} of {{total}}",
  matterAlone: "Item {{number}}",
  open: "In session",
  paused: "Paused",
  pausedSince: "Paused since {{time}}",
  afterPause: "To continue: ",
  closed: "The session has ended",
  thanks: "Thank you for your participation",
  facts: {
    opening: "opening",
    left: "left for this item",
    leftBreak: "left of the break",
    over: "{{time}} over",
    overPlan: "beyond the plan",
    endedAt: "end of the session",
    present: "attendees present",
    quorumReached: "members present, quorum met",
    quorumShort: "members present, {{needed}} needed",
  },
};
