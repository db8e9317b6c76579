// The words of the paper reader.
import type { Translated } from "../catalogue";
import type { reader as vi } from "../vi/reader";

export const reader: Translated<typeof vi> = {
  title: "Paper",
};
