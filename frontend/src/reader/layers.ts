// Lets others lie on the pages: ink, pointers, marks. A layer that comes late is told of the pages already there.
import type { Size } from "./layout";

/** A page on screen. Layers put what they show into `element`, which is turned and resized with the page. */
export interface LiveLeaf {
  /** From 0. */
  readonly index: number;
  /** The sheet, unturned: its width in CSS pixels over `size.width` is CSS pixels per page point. */
  readonly element: HTMLElement;
  /** The page as shown, in points, before the reader turned it. */
  readonly size: Size;
  /** A point of the screen in page points, however the page lies. */
  at(clientX: number, clientY: number): { x: number; y: number };
}

/** Called when a page comes alive; what it returns, when the page leaves. */
export type Layer = (leaf: LiveLeaf) => () => void;

export interface Layers {
  /** What the engine is given. */
  readonly onLeaf: Layer;
  /** Lays a layer on every page alive now and later, until the returned function is called. */
  add(layer: Layer): () => void;
}

export function openLayers(): Layers {
  const leaves = new Set<LiveLeaf>();
  const layers = new Map<Layer, Map<LiveLeaf, () => void>>();
  return {
    onLeaf(leaf) {
      leaves.add(leaf);
      for (const [layer, ends] of layers) ends.set(leaf, layer(leaf));
      return () => {
        leaves.delete(leaf);
        for (const ends of layers.values()) {
          ends.get(leaf)?.();
          ends.delete(leaf);
        }
      };
    },
    add(layer) {
      const ends = new Map<LiveLeaf, () => void>();
      layers.set(layer, ends);
      for (const leaf of leaves) ends.set(leaf, layer(leaf));
      return () => {
        if (layers.get(layer) === ends) layers.delete(layer);
        for (const end of ends.values()) end();
        ends.clear();
      };
    },
  };
}
