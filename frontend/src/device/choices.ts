// What somebody has chosen for this device beside type size and language: kept here, read by CSS from the root element.
export type Hand = "right" | "left";

export interface Choices {
  /** On which side bars and tools stand. */
  hand: Hand;
  /** The screen stays lit while a session runs. */
  awake: boolean;
  /** A notice can be felt, where the device can. */
  buzz: boolean;
}

const KEPT = "nghisu.choices";
const AT_FIRST: Choices = { hand: "right", awake: true, buzz: true };
const listeners = new Set<() => void>();
let held: Choices | undefined;

export function choices(): Choices {
  held ??= read();
  return held;
}

function read(): Choices {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(KEPT) ?? "{}");
    const kept = typeof value === "object" && value !== null ? (value as Partial<Choices>) : {};
    return {
      hand: kept.hand === "left" ? "left" : "right",
      awake: kept.awake !== false,
      buzz: kept.buzz !== false,
    };
  } catch {
    return AT_FIRST;
  }
}

export function choose(change: Partial<Choices>): void {
  held = { ...choices(), ...change };
  try {
    localStorage.setItem(KEPT, JSON.stringify(held));
  } catch {
    // Without storage it holds until the page is left.
  }
  applyChoices();
  for (const listener of listeners) listener();
}

export function applyChoices(): void {
  document.documentElement.dataset.hand = choices().hand;
}

export function onChoice(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
