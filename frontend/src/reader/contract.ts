// What the reading engine is given, and what can be asked of it.
import type { OpenPaper } from "./document";
import type { Layers } from "./layers";
import type { Size, Zoom } from "./layout";
import type { LeafWords, Overlay } from "./leaf";
import type { Place } from "./place";
import type { Sight } from "./sight";
import type { Pinch } from "./touch";
import type { Turn } from "./turn";
import type { PageWord } from "./words";

/** One long scroll, or one page at a time. */
export type Mode = "scroll" | "single";

export interface Position {
  /** From 1. */
  page: number;
  zoom: Zoom;
  /** Page width over the width of the room. */
  factor: number;
  mode: Mode;
  turn: Turn;
}

export interface ViewerOptions {
  /** Scrolls; the viewer fills it. */
  scroller: HTMLElement;
  /** Missing where pdf.js cannot open the file at all: every page is then the server's picture. */
  paper?: OpenPaper;
  /** The pages' sizes as the server found them; those pdf.js finds count more. */
  sizes: readonly Size[];
  start: Place;
  mode: Mode;
  night: boolean;
  words: LeafWords;
  /** The server's picture of a page, from 1. */
  picture(page: number): string;
  /** Pages that are better shown as pictures; those found to cost too much are added. */
  pictures: Set<number>;
  /** Pages whose letters only the server knows. */
  wordless: ReadonlySet<number>;
  pageWords(page: number): Promise<readonly PageWord[]>;
  overlay(page: number): Overlay;
  moved(position: Position): void;
  /** The first page is on screen. */
  shown(): void;
  /** A page comes alive; what is returned is called when it leaves. */
  onLeaf?: Layers["onLeaf"];
  /** The reader has scrolled, zoomed or turned a page by their own hand; never told of what `show` did. */
  ownMove?(): void;
}

export interface Viewer {
  /** From 1; `down` is how far down that page, 0 to 1. */
  goTo(page: number, down?: number): void;
  turnPage(by: 1 | -1): void;
  /** Brings a place on screen where it is not, without it being the reader's own move. */
  reveal(page: number, down: number): void;
  setZoom(zoom: Zoom): void;
  zoomStep(direction: 1 | -1): void;
  /** Near and back, about a point of the screen; near is the column of text there. */
  toggleZoom(x: number, y: number): void;
  /** While two fingers move: so many times as large, about a point of the screen. Drawn anew only at the `end`. */
  pinch: Pinch;
  setMode(mode: Mode): void;
  /** A quarter clockwise, all pages. */
  rotate(): void;
  setNight(night: boolean): void;
  /** What lies over the pages has changed. */
  relay(): void;
  place(): Place;
  /** What the reader sees now. */
  sight(): Sight;
  /** Puts what another reader sees on this screen, all of it. */
  show(sight: Sight): void;
  close(): void;
}
