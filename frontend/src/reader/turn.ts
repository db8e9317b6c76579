// A page turned on its side by the reader: what is where, for the eye and for the finger.
import type { Size } from "./layout";
import type { Region } from "./painter";

/** Clockwise, in degrees. */
export type Turn = 0 | 90 | 180 | 270;

export const turnOn = (turn: Turn): Turn => ((turn + 90) % 360) as Turn;

export const asTurn = (value: unknown): Turn => (value === 90 || value === 180 || value === 270 ? value : 0);

/** How a page lies once it is turned. */
export const turned = ({ width, height }: Size, turn: Turn): Size =>
  turn % 180 === 0 ? { width, height } : { width: height, height: width };

/** Puts a sheet into the box its turned self fills. */
export function turning(turn: Turn, box: Size): string {
  if (turn === 90) return `translate(${box.width}px, 0) rotate(90deg)`;
  if (turn === 180) return `translate(${box.width}px, ${box.height}px) rotate(180deg)`;
  if (turn === 270) return `translate(0, ${box.height}px) rotate(270deg)`;
  return "none";
}

/** A part of the box, as a part of the sheet that lies turned in it. */
export function onSheet(region: Region, turn: Turn, box: Size): Region {
  const { left, top, width, height } = region;
  if (turn === 90) return { left: top, top: box.width - left - width, width: height, height: width };
  if (turn === 180) return { left: box.width - left - width, top: box.height - top - height, width, height };
  if (turn === 270) return { left: box.height - top - height, top: left, width: height, height: width };
  return region;
}

/** A part of the sheet, as a part of the box it lies turned in. */
export function inBox(region: Region, turn: Turn, box: Size): Region {
  return onSheet(region, ((360 - turn) % 360) as Turn, turned(box, turn));
}
