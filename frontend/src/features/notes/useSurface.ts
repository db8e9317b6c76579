// Lays one's own hand on the pages that are on screen.
import { type RefObject, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Hand } from "../../ink/hand";
import type { Mark } from "../../ink/op";
import { openSurface } from "../../ink/surface";
import type { Layers } from "../../reader/layers";
import { kit } from "./book";

export interface SurfaceActs {
  noteAt(page: number, x: number, y: number): void;
  noteOpened(mark: Mark): void;
  penCame(): void;
}

export function useSurface(
  scroller: RefObject<HTMLElement | null>,
  layers: Layers,
  hand: Hand | undefined,
  acts: SurfaceActs,
) {
  const { t } = useTranslation();
  const latest = useRef(acts);
  useEffect(() => {
    latest.current = acts;
  });
  useEffect(() => {
    if (!scroller.current || !hand) return;
    const surface = openSurface({
      scroller: scroller.current,
      layers,
      hand,
      kit,
      words: {
        note: (text) => t("notes.noteOn", { text }),
        bookmark: t("notes.bookmarkHere"),
      },
      noteAt: (...at) => latest.current.noteAt(...at),
      noteOpened: (mark) => latest.current.noteOpened(mark),
      penCame: () => latest.current.penCame(),
    });
    return () => surface.close();
  }, [scroller, layers, hand, t]);
}
