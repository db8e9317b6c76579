// Whose touch writes and whose moves the page: decided when it comes down, never changed while it is.

export type Meaning = "write" | "move" | "ignore";

export interface Down {
  id: number;
  kind: string;
  /** Which button: 0 for a pen's tip, a finger or a mouse's first. */
  button: number;
}

export interface Policy {
  down(touch: Down, finger: boolean): Meaning;
  up(id: number): void;
  /** Whether a pen is on the glass, or was until a moment ago: hands that rest there then are palms. */
  penNear(now: number): boolean;
  /** The pointer that writes. */
  writing(): number | undefined;
  /** A second finger came: what the first one wrote was the start of a pinch. */
  giveUp(): void;
}

/** A pen that is lifted between two strokes comes back sooner than this. */
const PEN_PAUSE_MS = 800;

export function openPolicy(clock: () => number = () => performance.now()): Policy {
  let writer: { id: number; kind: string } | undefined;
  let penDown = 0;
  let penSeen = Number.NEGATIVE_INFINITY;
  const pens = new Set<number>();

  const penNear = (now: number) => penDown > 0 || now - penSeen < PEN_PAUSE_MS;
  return {
    down({ id, kind, button }, finger) {
      if (kind === "pen") {
        // Tip and eraser end write; the button on the barrel is for the browser.
        if (button !== 0 && button !== 5) return "ignore";
        pens.add(id);
        penDown = pens.size;
        // A palm that came down first and wrote gives way to the pen.
        writer = { id, kind };
        return "write";
      }
      if (button !== 0) return "ignore";
      if (kind === "touch" && penNear(clock())) return "ignore";
      if (!finger) return "move";
      if (writer) return "ignore";
      writer = { id, kind };
      return "write";
    },
    up(id) {
      if (pens.delete(id)) {
        penDown = pens.size;
        penSeen = clock();
      }
      if (writer?.id === id) writer = undefined;
    },
    penNear,
    writing: () => writer?.id,
    giveUp() {
      writer = undefined;
    },
  };
}
