// The words of the desk.
import type { Translated } from "../catalogue";
import type { desk as vi } from "../vi/desk";

export const desk: Translated<typeof vi> = {
  title: "Secretariat desk",
};
