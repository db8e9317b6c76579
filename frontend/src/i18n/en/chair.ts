// The words of the chair.
import type { Translated } from "../catalogue";
import type { chair as vi } from "../vi/chair";

export const chair: Translated<typeof vi> = {
  title: "Chair",
};
