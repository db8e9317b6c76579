// The draft of the minutes.
import type { Translated } from "../catalogue";
import type { minutes as vi } from "../vi/minutes";

export const minutes: Translated<typeof vi> = {
  title: "Draft minutes",
  save: "Save the draft minutes",
  making: "Drawing up the minutes…",
  loading: "Loading {{share}}",
  hint: "A Word file in official layout, in Vietnamese, drawn from the journal: who was there, the course, papers with their pages, who spoke, how each vote went. What was said and concluded is left for the secretary to fill in.",
  notYet: "There are minutes once the session has been opened: they are drawn from its journal.",
};
