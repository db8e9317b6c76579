// Where an item goes when it is dragged, stepped or put back.

/** `order` with `id` standing where `to` is counted without it. */
export function placed(order: readonly string[], id: string, to: number): string[] {
  const rest = order.filter((other) => other !== id);
  rest.splice(Math.max(0, Math.min(to, rest.length)), 0, id);
  return rest;
}

/** The item `id` stands before in `order`, or nothing when it is the last. */
export function follower(order: readonly string[], id: string): string | undefined {
  const here = order.indexOf(id);
  return here < 0 ? undefined : order[here + 1];
}

export const sameOrder = (one: readonly string[], other: readonly string[]) =>
  one.length === other.length && one.every((id, place) => id === other[place]);
