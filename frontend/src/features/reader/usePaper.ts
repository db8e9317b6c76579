// Ties the reading engine to the screen: opens a version, keeps its place, and says what there is to show.
import { type RefObject, useEffect, useRef, useState } from "react";
import { i18n } from "../../i18n/i18n";
import type { Progress } from "../../reader/bytes";
import { type OpenPaper, openPaper } from "../../reader/document";
import { type FailureKind, failureOf } from "../../reader/failure";
import { openLayers } from "../../reader/layers";
import type { Size } from "../../reader/layout";
import { openMarks } from "../../reader/marks";
import { type Heading, outlineOf } from "../../reader/outline";
import { type Place, rememberedPlace, rememberPlace } from "../../reader/place";
import type { ReadingPrefs } from "../../reader/prefs";
import { onDoubleTap, onPinch, onSwipe } from "../../reader/touch";
import { openViewer, type Position, type Viewer } from "../../reader/viewer";
import type { PageWord } from "../../reader/words";

export interface PaperState {
  stage: "loading" | "shown" | "failed";
  failure?: FailureKind;
  progress?: Progress;
  pages?: number;
  position?: Position;
  stalled?: FailureKind;
}

/** What there is to open, once the server has said so. */
export interface Source {
  url: string;
  /** The version, for remembering the place in it. */
  hash: string;
  sizes: readonly Size[];
  /** Where to begin instead of where this version was left. */
  start?: Place;
  tags(page: number): string[];
  picture(page: number): string;
  /** Pages better shown as pictures; pages whose letters only the server knows. */
  pictures: Set<number>;
  wordless: ReadonlySet<number>;
  pageWords(page: number): Promise<readonly PageWord[]>;
  /** Across every page: who reads it, on what, and when. */
  watermark?: string;
}

/** A page that takes longer though all its bytes are there would only fill the tablet's memory. */
const LONGEST_DRAWING_MS = 60_000;
const beginning = ({ mode }: ReadingPrefs): Place => ({
  page: 0,
  down: -0.1,
  zoom: mode === "single" ? "page" : "width",
});

export function usePaper(
  scroller: RefObject<HTMLElement | null>,
  source: Source | undefined,
  prefs: ReadingPrefs,
) {
  const [state, setState] = useState<PaperState>({ stage: "loading" });
  const [attempt, setAttempt] = useState(0);
  const viewer = useRef<Viewer>(undefined);
  const paperOpen = useRef<OpenPaper>(undefined);
  const [layers] = useState(openLayers);
  const [marks] = useState(openMarks);
  const [moves] = useState(() => new Set<() => void>());
  const { url, hash } = source ?? {};
  const latest = useRef({ source, prefs });
  useEffect(() => {
    latest.current = { source, prefs };
  });
  useEffect(() => {
    viewer.current?.setNight(prefs.night);
  }, [prefs.night]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a further attempt opens the same paper anew
  useEffect(() => {
    const place = scroller.current;
    const wanted = latest.current.source;
    if (!place || !wanted || url === undefined || hash === undefined) return;
    const closing = new AbortController();
    const { signal } = closing;
    const change = (next: Partial<PaperState>) => {
      if (!signal.aborted) setState((now) => ({ ...now, ...next }));
    };
    setState({ stage: "loading" });
    let shown = false;
    let patience: ReturnType<typeof setTimeout> | undefined;
    const wait = () => {
      clearTimeout(patience);
      patience = setTimeout(() => {
        change({ stage: "failed", failure: "heavy" });
        close();
      }, LONGEST_DRAWING_MS);
    };
    const close = () => {
      clearTimeout(patience);
      closing.abort();
      viewer.current?.close();
      viewer.current = undefined;
      paperOpen.current = undefined;
    };
    const remember = () => viewer.current && rememberPlace(hash, viewer.current.place());
    const open = async () => {
      const paper = await openPaper({
        url,
        signal,
        progress: (progress) => {
          change({ progress });
          if (!shown) wait();
        },
        stalled: (stalled) => {
          change({ stalled });
          if (stalled) clearTimeout(patience);
        },
      });
      await show(paper);
    };
    const show = async (paper?: OpenPaper) => {
      const total = paper?.document.numPages ?? wanted.sizes.length;
      paperOpen.current = paper;
      change({ pages: total });
      const opened = await openViewer({
        scroller: place,
        paper,
        sizes: wanted.sizes,
        start: wanted.start ?? rememberedPlace(hash) ?? beginning(latest.current.prefs),
        mode: latest.current.prefs.mode,
        night: latest.current.prefs.night,
        words: {
          page: (page) => [i18n.t("reader.pageOf", { page, total }), ...wanted.tags(page)].join(", "),
          failed: i18n.t("reader.pageFailed"),
          link: (page) => i18n.t("reader.link", { page }),
          tags: wanted.tags,
        },
        picture: wanted.picture,
        pictures: wanted.pictures,
        wordless: wanted.wordless,
        pageWords: wanted.pageWords,
        overlay: (page) => ({ ...marks.over(page), watermark: wanted.watermark }),
        onLeaf: layers.onLeaf,
        ownMove: () => {
          for (const told of moves) told();
        },
        moved: (position) => {
          change({ position });
          remember();
        },
        shown: () => {
          shown = true;
          clearTimeout(patience);
          change({ stage: "shown" });
        },
      });
      if (signal.aborted) return opened.close();
      viewer.current = opened;
      marks.changed = opened.relay;
    };
    open()
      .catch((error: unknown) => {
        const failure = failureOf(error);
        // What pdf.js cannot open, the server may still have pictures of.
        if (failure !== "broken" && failure !== "locked") throw error;
        if (signal.aborted || wanted.sizes.length === 0) throw error;
        return show();
      })
      .catch((error: unknown) => {
        clearTimeout(patience);
        change({ stage: "failed", failure: failureOf(error) });
      });
    const stopTaps = onDoubleTap(place, (x, y) => viewer.current?.toggleZoom(x, y));
    const stopSwipes = onSwipe(place, (by) => viewer.current?.turnPage(by));
    const stopPinches = onPinch(place, {
      move: (...fingers) => viewer.current?.pinch.move(...fingers),
      end: (...fingers) => viewer.current?.pinch.end(...fingers),
    });
    window.addEventListener("pagehide", remember, { signal });
    document.addEventListener("visibilitychange", remember, { signal });
    return () => {
      remember();
      stopTaps();
      stopSwipes();
      stopPinches();
      close();
    };
  }, [scroller, url, hash, attempt, layers, moves, marks]);

  return {
    state,
    viewer,
    retry: () => setAttempt((n) => n + 1),
    /** What lies on the pages besides their letters: `layers.add` in an effect. */
    layers,
    marks,
    outline: async (): Promise<Heading[]> => (paperOpen.current ? outlineOf(paperOpen.current.document) : []),
    /** Told when the reader moves by their own hand: add to it in an effect. */
    moves,
  };
}
