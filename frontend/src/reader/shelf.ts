// The few pages kept on screen or ready beside it: which of them is drawn first, how, and when it is let go.
import type { PDFPageProxy } from "pdfjs-dist";
import type { OpenPaper } from "./document";
import type { Layers } from "./layers";
import { canvasScale, type Room } from "./layout";
import { type Leaf, type LeafWords, type Overlay, openLeaf } from "./leaf";
import type { Pages } from "./pages";
import type { Region } from "./painter";
import type { Turn } from "./turn";

/** A patch is worth drawing only when the page itself is visibly softer than the screen. */
const SOFT = 0.9;
const SETTLE_MS = 140;
const PARALLEL = 2;

export interface ShelfOptions {
  stage: HTMLElement;
  pages: Pages;
  paper?: OpenPaper;
  words: LeafWords;
  /** The server's picture of a page, from 1. */
  picture(page: number): string;
  overlay(page: number): Overlay;
  onLeaf?: Layers["onLeaf"];
  /** Where a page stands, and how it lies there. */
  spot(index: number): Spot;
  /** How much of a page is on screen. */
  seen(index: number): number;
  /** The page the reader is on, and the part of it on screen. */
  focus(): { index: number; region: Region };
  /** Something to see is there, or the words that there is nothing. */
  shown(): void;
}

export interface Spot extends Region {
  turn: Turn;
  /** Ready, but not on screen. */
  hidden: boolean;
}

export interface Shelf {
  /** Most wanted first. */
  keep(alive: readonly number[]): void;
  /** The layout has changed. */
  arrange(): void;
  /** Draws what has to be drawn next. */
  work(): void;
  /** The page has another size than the layers were told. */
  reshaped(index: number): void;
  lost(index: number): void;
  close(): void;
}

export function openShelf(options: ShelfOptions): Shelf {
  const { stage, pages, paper, words, seen } = options;
  const leaves = new Map<number, Leaf>();
  const leaving = new Map<number, () => void>();
  let alive: readonly number[] = [];
  let settle: ReturnType<typeof setTimeout> | undefined;
  let closed = false;

  const density = () => window.devicePixelRatio || 1;
  const scaleOf = (index: number) => {
    const { width, height } = options.spot(index);
    return canvasScale(width, height, density());
  };
  const put = (leaf: Leaf) => {
    const { left, top, width, height, turn, hidden } = options.spot(leaf.index);
    leaf.place(left, top, { width, height }, turn, hidden);
  };
  /** In the order of the pages, so that reading aloud and selecting run the right way. */
  const insert = (leaf: Leaf) => {
    const after = [...leaves.values()]
      .filter((other) => other.index > leaf.index && other.box.parentNode === stage)
      .sort((a, b) => a.index - b.index)[0];
    stage.insertBefore(leaf.box, after?.box ?? null);
  };
  const attach = (leaf: Leaf) => {
    leaving.get(leaf.index)?.();
    leaving.delete(leaf.index);
    const leave = options.onLeaf?.(leaf);
    if (leave) leaving.set(leaf.index, leave);
  };
  const drop = (leaf: Leaf) => {
    leaving.get(leaf.index)?.();
    leaving.delete(leaf.index);
    leaf.remove();
    leaves.delete(leaf.index);
    pages.proxy(leaf.index)?.cleanup();
  };
  const open = (index: number) => {
    const size = pages.sizes[index] as Room;
    const leaf = openLeaf(index, words, options.picture(index + 1), size);
    leaves.set(index, leaf);
    put(leaf);
    insert(leaf);
    leaf.lay(options.overlay(index + 1));
    attach(leaf);
    if (!paper) void pictured(leaf);
  };
  const pictured = async (leaf: Leaf) => {
    if (!(await leaf.drawPicture())) leaf.fail();
    done(leaf);
  };
  const done = (leaf: Leaf) => {
    if (!closed && (leaf.drawn() || leaf.failed())) options.shown();
  };

  const work = () => {
    const visible = (index: number) => seen(index) > 0;
    const waiting = alive.filter((index) => {
      const leaf = leaves.get(index);
      return leaf && pages.proxy(index) && !leaf.busy() && !leaf.failed() && !leaf.sharp(scaleOf(index));
    });
    let busy = [...leaves.values()].filter((leaf) => leaf.busy());
    const urgent = waiting.find((index) => visible(index) && !leaves.get(index)?.drawn());
    if (urgent !== undefined && busy.length >= PARALLEL) {
      busy.find((leaf) => !visible(leaf.index))?.cancel();
      busy = busy.filter((leaf) => leaf.busy());
    }
    for (const index of waiting) {
      const leaf = leaves.get(index);
      const page = pages.proxy(index);
      if (!leaf || !page || busy.length >= PARALLEL) return;
      // A redrawing needs a canvas beside the old one: one at a time keeps within the six.
      if (leaf.drawn() && busy.length > 0) return;
      // What is not seen yet waits until what is seen stands.
      if (!visible(index) && busy.some((other) => visible(other.index))) return;
      for (const other of leaves.values()) other.dropPatch();
      busy.push(leaf);
      void leaf.draw(page, scaleOf(index)).then(() => painted(leaf, page));
    }
    if (busy.length === 0) later();
  };
  const painted = (leaf: Leaf, page: PDFPageProxy) => {
    if (closed) return;
    if (paper && leaf.drawn() && leaves.get(leaf.index) === leaf) {
      leaf.lay(options.overlay(leaf.index + 1));
      leaf.addText(paper.pdfjs, page);
    }
    done(leaf);
    work();
  };
  /** Once all stands still, the part on screen is drawn as sharp as the screen is. */
  const later = () => {
    clearTimeout(settle);
    settle = setTimeout(() => {
      const { index, region } = options.focus();
      const leaf = leaves.get(index);
      const page = pages.proxy(index);
      if (closed || !leaf || !page || leaf.sharpness() >= density() * SOFT) return;
      if ([...leaves.values()].some((other) => other.busy())) return;
      if (region.width <= 0 || region.height <= 0) return;
      for (const other of leaves.values()) other.dropPatch();
      void leaf.drawPatch(page, canvasScale(region.width, region.height, density()), region);
    }, SETTLE_MS);
  };

  return {
    keep(wanted) {
      alive = wanted;
      for (const leaf of [...leaves.values()]) if (!wanted.includes(leaf.index)) drop(leaf);
      for (const index of wanted) {
        if (!leaves.has(index)) open(index);
        pages.ask(index);
      }
      work();
    },
    arrange() {
      for (const leaf of leaves.values()) put(leaf);
    },
    work,
    reshaped(index) {
      const leaf = leaves.get(index);
      const size = pages.sizes[index];
      if (!leaf || !size) return;
      leaf.resize(size);
      leaf.lay(options.overlay(index + 1));
      attach(leaf);
    },
    lost(index) {
      const leaf = leaves.get(index);
      if (leaf) void pictured(leaf);
    },
    close() {
      closed = true;
      clearTimeout(settle);
      for (const leaf of [...leaves.values()]) drop(leaf);
    },
  };
}
