// The words of the attendee's room.
import type { Translated } from "../catalogue";
import type { room as vi } from "../vi/room";

export const room: Translated<typeof vi> = {
  title: "Meeting room",
};
