// What was written on one page, lying on it: highlights under the letters, ink over them, notes as buttons, a bookmark.
import type { LiveLeaf } from "../reader/layers";
import type { Mark } from "./op";
import { pathOf } from "./outline";
import styles from "./sheet.module.css";

const SVG = "http://www.w3.org/2000/svg";

export interface SheetWords {
  note(text: string): string;
  bookmark: string;
}

export interface Sheet {
  show(marks: readonly Mark[]): void;
  /** Out of sight while the eraser has it, before it is gone. */
  hide(id: string, hidden: boolean): void;
  close(): void;
}

export function openSheet(leaf: LiveLeaf, words: SheetWords, opened: (mark: Mark) => void): Sheet {
  const { element, size } = leaf;
  const layer = (name: string) => {
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("viewBox", `0 0 ${size.width} ${size.height}`);
    svg.setAttribute("preserveAspectRatio", "none");
    svg.setAttribute("aria-hidden", "true");
    svg.setAttribute("class", `${styles.layer} ${styles[name]}`);
    svg.dataset.ink = name;
    return svg;
  };
  const [under, over] = [layer("under"), layer("over")];
  const things = document.createElement("div");
  things.className = styles.things ?? "";
  element.append(under, over, things);
  const shown = new Map<string, Element>();

  const stroke = (mark: Mark) => {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", pathOf(mark.kind, mark.width ?? 1, mark.points ?? []));
    path.setAttribute("class", styles[mark.colour ?? "blue"] ?? "");
    path.dataset.mark = mark.id;
    (mark.kind === "highlight" ? under : over).append(path);
    return path;
  };
  const note = (mark: Mark) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = styles.note ?? "";
    button.setAttribute("aria-label", words.note(mark.text ?? ""));
    button.dataset.mark = mark.id;
    const [x = 0, y = 0] = mark.points ?? [];
    button.style.left = `${(100 * x) / size.width}%`;
    button.style.top = `${(100 * y) / size.height}%`;
    button.addEventListener("click", () => opened(mark));
    things.append(button);
    return button;
  };
  const bookmark = (mark: Mark) => {
    const ribbon = document.createElement("span");
    ribbon.className = styles.bookmark ?? "";
    ribbon.setAttribute("role", "img");
    ribbon.setAttribute("aria-label", words.bookmark);
    ribbon.dataset.mark = mark.id;
    things.append(ribbon);
    return ribbon;
  };
  return {
    show(marks) {
      const wanted = new Set(marks.map(({ id }) => id));
      for (const [id, drawn] of shown) {
        if (wanted.has(id)) continue;
        drawn.remove();
        shown.delete(id);
      }
      for (const mark of marks) {
        if (shown.has(mark.id)) continue;
        const make = mark.kind === "note" ? note : mark.kind === "bookmark" ? bookmark : stroke;
        shown.set(mark.id, make(mark));
      }
    },
    hide(id, hidden) {
      shown.get(id)?.toggleAttribute("data-hidden", hidden);
    },
    close() {
      under.remove();
      over.remove();
      things.remove();
    },
  };
}
