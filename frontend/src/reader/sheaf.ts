// The few pages kept on screen or ready beside it: which of them is drawn first, how, and when it is let go.
import type { PDFPageProxy } from "pdfjs-dist";
import { type Lines, linesAt } from "./columns";
import type { OpenPaper } from "./document";
import type { Layers } from "./layers";
import { canvasScale, type Size } from "./layout";
import { type Leaf, type LeafWords, type Overlay, openLeaf } from "./leaf";
import { layLinks, type Target } from "./links";
import type { Pages } from "./pages";
import type { Region } from "./painter";
import type { Turn } from "./turn";
import { layWords, type PageWord } from "./words";

/** A patch is worth drawing only when the page itself is visibly softer than the screen. */
const SOFT = 0.9;
const SETTLE_MS = 140;
const PARALLEL = 2;
/** What takes longer to draw here comes as the server's picture: at once, and from then on. */
const COSTLY_MS = 700;

export interface SheafOptions {
  stage: HTMLElement;
  pages: Pages;
  paper?: OpenPaper;
  words: LeafWords;
  /** The server's picture of a page, from 1. */
  picture(page: number): string;
  /** Pages that are better shown as pictures, from 1; those found to cost too much are added. */
  pictures: Set<number>;
  /** Pages whose letters pdf.js does not have, from 1, and where the server knows its words to stand. */
  wordless: ReadonlySet<number>;
  pageWords(page: number): Promise<readonly PageWord[]>;
  overlay(page: number): Overlay;
  onLeaf?: Layers["onLeaf"];
  /** Where a page stands, and how it lies there. */
  spot(index: number): Spot;
  /** How much of a page is on screen. */
  seen(index: number): number;
  /** The page the reader is on, and the part of it on screen. */
  focus(): { index: number; region: Region };
  /** A link was followed. */
  follow(target: Target): void;
  /** Something to see is there, or the words that there is nothing. */
  shown(): void;
}

export interface Spot extends Region {
  turn: Turn;
  /** Ready, but not on screen. */
  hidden: boolean;
}

export interface Sheaf {
  /** Most wanted first. */
  keep(alive: readonly number[]): void;
  /** The layout has changed. */
  arrange(): void;
  /** Draws what has to be drawn next. */
  work(): void;
  /** The page has another size than the layers were told. */
  reshaped(index: number): void;
  lost(index: number): void;
  /** What lies over the pages has changed. */
  relay(): void;
  /** The column at a point of the screen: its edges, as shares of the page it is on. */
  column(clientX: number, clientY: number): (Lines & { index: number }) | undefined;
  close(): void;
}

export function openSheaf(options: SheafOptions): Sheaf {
  const { stage, pages, paper, words, seen, pictures } = options;
  const leaves = new Map<number, Leaf>();
  const leaving = new Map<number, () => void>();
  /** Pages whose picture the server would not give: they are drawn here, whatever it costs. */
  const refused = new Set<number>();
  /** Pages pdf.js cannot find: only the server has them. */
  const missing = new Set<number>();
  let alive: readonly number[] = [];
  let settle: ReturnType<typeof setTimeout> | undefined;
  let closed = false;

  const density = () => window.devicePixelRatio || 1;
  const scaleOf = (index: number) => {
    const { width, height } = options.spot(index);
    return canvasScale(width, height, density());
  };
  const asPicture = (index: number) => !paper || (pictures.has(index + 1) && !refused.has(index));
  const here = (leaf: Leaf) => !closed && leaves.get(leaf.index) === leaf;
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
    const leaf = openLeaf(index, words, options.picture(index + 1), pages.sizes[index] as Size);
    leaves.set(index, leaf);
    put(leaf);
    insert(leaf);
    leaf.lay(options.overlay(index + 1));
    attach(leaf);
    if (asPicture(index)) void pictured(leaf);
    if (!paper || options.wordless.has(index + 1)) void spell(leaf);
  };
  const pictured = async (leaf: Leaf) => {
    const got = await leaf.drawPicture();
    if (!here(leaf)) return;
    if (!got && paper && !leaf.failed() && !missing.has(leaf.index)) {
      refused.add(leaf.index);
      work();
      return;
    }
    if (!got) leaf.fail();
    const page = pages.proxy(leaf.index);
    if (page) dress(leaf, page);
    done(leaf);
    work();
  };
  const done = (leaf: Leaf) => {
    if (!closed && (leaf.drawn() || leaf.failed())) options.shown();
  };
  const dressed = new WeakSet<Leaf>();
  /** Letters to select and links to follow, over whatever shows the page. */
  const dress = (leaf: Leaf, page: PDFPageProxy) => {
    leaf.lay(options.overlay(leaf.index + 1));
    if (!paper || dressed.has(leaf)) return;
    dressed.add(leaf);
    if (!options.wordless.has(leaf.index + 1)) leaf.addText(paper.pdfjs, page);
    layLinks(paper.document, page, words.link, options.follow).then(
      (links) => links && here(leaf) && leaf.addOver(links),
      () => {
        // Notes nobody can read: the page itself is there.
      },
    );
  };
  const spell = async (leaf: Leaf) => {
    const found = await options.pageWords(leaf.index + 1).catch(() => []);
    if (here(leaf) && found.length > 0) leaf.addOver(layWords(found, leaf.size));
  };

  const work = () => {
    const visible = (index: number) => seen(index) > 0;
    const waiting = alive.filter((index) => {
      const leaf = leaves.get(index);
      if (!leaf || !pages.proxy(index) || asPicture(index)) return false;
      return !leaf.busy() && !leaf.failed() && !leaf.sharp(scaleOf(index));
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
      void draw(leaf, page);
    }
    if (busy.length === 0) later();
  };
  const draw = async (leaf: Leaf, page: PDFPageProxy) => {
    const costly = setTimeout(() => {
      if (!here(leaf) || leaf.drawn() || refused.has(leaf.index)) return;
      pictures.add(leaf.index + 1);
      void pictured(leaf).then(() => leaf.pictured() && leaf.cancel());
    }, COSTLY_MS);
    await leaf.draw(page, scaleOf(leaf.index));
    clearTimeout(costly);
    if (!here(leaf)) return;
    if (leaf.drawn()) dress(leaf, page);
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
      if (closed || !leaf?.drawn() || !page || leaf.sharpness() >= density() * SOFT) return;
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
    work() {
      for (const leaf of leaves.values()) {
        const page = pages.proxy(leaf.index);
        if (page && leaf.pictured()) dress(leaf, page);
      }
      work();
    },
    reshaped(index) {
      const leaf = leaves.get(index);
      const size = pages.sizes[index];
      if (!leaf || !size) return;
      leaf.resize(size);
      leaf.lay(options.overlay(index + 1));
      attach(leaf);
    },
    lost(index) {
      missing.add(index);
      const leaf = leaves.get(index);
      if (leaf && !leaf.pictured()) {
        pictures.add(index + 1);
        void pictured(leaf);
      }
    },
    relay() {
      for (const leaf of leaves.values()) leaf.lay(options.overlay(leaf.index + 1));
    },
    column(clientX, clientY) {
      for (const leaf of leaves.values()) {
        const box = leaf.box.getBoundingClientRect();
        const { left, top, right, bottom } = box;
        if (leaf.box.hidden || clientX < left || clientX > right || clientY < top || clientY > bottom)
          continue;
        const [x, y] = [(clientX - left) / box.width, (clientY - top) / box.height];
        const found = linesAt(leaf.runs(), box, x, y);
        return found && { index: leaf.index, ...found };
      }
      return undefined;
    },
    close() {
      closed = true;
      clearTimeout(settle);
      for (const leaf of [...leaves.values()]) drop(leaf);
    },
  };
}
