// Two people edited the same thing: finds the fields where both texts must be shown, and lets the others pass.

export type Fields = Record<string, unknown>;

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** The fields of `draft` that differ from what the form was opened with. */
export function changed<F extends Fields>(base: F, draft: F): Partial<F> {
  return Object.fromEntries(
    Object.entries(draft).filter(([name, value]) => !same(value, base[name])),
  ) as Partial<F>;
}

/** The fields of `change` that somebody else changed as well, and differently. */
export function clashing<F extends Fields>(base: F, change: Partial<F>, current: F): (keyof F & string)[] {
  return Object.keys(change).filter(
    (name) => !same(current[name], base[name]) && !same(current[name], change[name]),
  );
}
