// RFC 7396 JSON Merge Patch that keeps every untouched branch identical, so that only what changed is drawn again.
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((value, index) => same(value, b[index]));
  }
  if (isRecord(a) && isRecord(b)) {
    const keys = Object.keys(a);
    return keys.length === Object.keys(b).length && keys.every((key) => key in b && same(a[key], b[key]));
  }
  return false;
}

/** The target with the patch applied; the very same object when nothing changed. Neither argument is altered. */
export function merge(target: unknown, patch: unknown): unknown {
  if (!isRecord(patch)) return same(target, patch) ? target : patch;
  const base = isRecord(target) ? target : {};
  let result = base;
  const change = () => {
    if (result === base) result = { ...base };
    return result;
  };
  for (const [key, value] of Object.entries(patch)) {
    // An own check, and never assigning `__proto__`, keep a hostile patch from reaching Object.prototype.
    if (key === "__proto__") continue;
    const held = Object.hasOwn(base, key);
    if (value === null) {
      if (held) delete change()[key];
      continue;
    }
    const merged = merge(held ? base[key] : undefined, value);
    if (!held || merged !== base[key]) change()[key] = merged;
  }
  return isRecord(target) || result !== base ? result : {};
}
