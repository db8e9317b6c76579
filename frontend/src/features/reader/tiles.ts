// Which page tiles stand in the bar: as many as fit, the current one among them, still while one reads within them.
const LEAST = 3;

export function tilesAround(page: number, pages: number, fit: number): number[] {
  if (pages < 2 || fit < Math.min(LEAST, pages)) return [];
  const count = Math.min(fit, pages);
  // Whole groups, so that the tiles do not slide under the finger at every page.
  const start = Math.min(Math.floor((page - 1) / count) * count, pages - count);
  return Array.from({ length: count }, (_, index) => start + index + 1);
}
