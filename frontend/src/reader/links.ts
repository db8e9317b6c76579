// Links within a paper: where they lie on a page, and which page they lead to. Nothing ever leads out of the paper.
import type { PDFDocumentProxy, PDFPageProxy } from "pdfjs-dist";
import styles from "./viewer.module.css";

/** A place in the paper: the page, from 0, and how far down it, 0 to 1. */
export interface Target {
  page: number;
  down: number;
}

interface LinkNote {
  subtype?: string;
  rect?: number[];
  dest?: string | unknown[] | null;
}

/** Where a destination as PDF writes them leads to; undefined where it leads nowhere. */
export async function targetOf(pdf: PDFDocumentProxy, dest: unknown): Promise<Target | undefined> {
  try {
    const full = typeof dest === "string" ? await pdf.getDestination(dest) : dest;
    if (!Array.isArray(full) || full.length === 0) return undefined;
    const [where, how, ...sides] = full as [unknown, { name?: string } | undefined, ...(number | null)[]];
    const page = typeof where === "number" ? where : await pdf.getPageIndex(where as never);
    if (!(page >= 0 && page < pdf.numPages)) return undefined;
    const top =
      how?.name === "XYZ"
        ? sides[1]
        : how?.name?.startsWith("FitH") || how?.name === "FitBH"
          ? sides[0]
          : undefined;
    if (typeof top !== "number") return { page, down: 0 };
    const viewport = (await pdf.getPage(page + 1)).getViewport({ scale: 1 });
    const [, y] = viewport.convertToViewportPoint(0, top);
    return { page, down: Math.min(1, Math.max(0, y / viewport.height)) };
  } catch {
    return undefined;
  }
}

/** A layer of the page's links, in its points; undefined where there are none. */
export async function layLinks(
  pdf: PDFDocumentProxy,
  page: PDFPageProxy,
  name: (page: number) => string,
  go: (target: Target) => void,
): Promise<HTMLElement | undefined> {
  const notes = ((await page.getAnnotations()) as LinkNote[]).filter(
    ({ subtype, rect, dest }) => subtype === "Link" && rect && dest,
  );
  const viewport = page.getViewport({ scale: 1 });
  const links = await Promise.all(
    notes.map(async ({ rect, dest }) => {
      const target = await targetOf(pdf, dest);
      if (!target || !rect) return undefined;
      const [x1, y1, x2, y2] = viewport.convertToViewportRectangle(rect) as [number, number, number, number];
      const link = document.createElement("button");
      link.type = "button";
      link.className = styles.link ?? "";
      link.setAttribute("aria-label", name(target.page + 1));
      link.style.left = `${Math.min(x1, x2)}px`;
      link.style.top = `${Math.min(y1, y2)}px`;
      link.style.width = `${Math.abs(x2 - x1)}px`;
      link.style.height = `${Math.abs(y2 - y1)}px`;
      link.addEventListener("click", () => go(target));
      return link;
    }),
  );
  const found = links.filter((link) => link !== undefined);
  if (found.length === 0) return undefined;
  const layer = document.createElement("div");
  layer.className = styles.links ?? "";
  layer.style.width = `${viewport.width}px`;
  layer.style.height = `${viewport.height}px`;
  layer.append(...found);
  return layer;
}
