// The words of the wall.
import type { Translated } from "../catalogue";
import type { wall as vi } from "../vi/wall";

export const wall: Translated<typeof vi> = {
  title: "Room display",
};
