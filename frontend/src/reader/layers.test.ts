// Proves that every layer meets every page once, and is told once when it goes, in whatever order they come.
import { expect, it } from "vitest";
import { type Layer, type LiveLeaf, openLayers } from "./layers";

const leaf = (index: number) => ({ index }) as LiveLeaf;

function recorder(said: string[], name: string): Layer {
  return ({ index }) => {
    said.push(`${name} on ${index}`);
    return () => said.push(`${name} off ${index}`);
  };
}

it("lays late layers on pages already there, and takes them off with the page or by themselves", () => {
  const said: string[] = [];
  const layers = openLayers();
  const firstGone = layers.onLeaf(leaf(0));
  const inkGone = layers.add(recorder(said, "ink"));
  layers.onLeaf(leaf(1));
  layers.add(recorder(said, "pointer"));
  firstGone();
  inkGone();
  inkGone();
  expect(said).toEqual([
    "ink on 0",
    "ink on 1",
    "pointer on 0",
    "pointer on 1",
    "ink off 0",
    "pointer off 0",
    "ink off 1",
  ]);
});
