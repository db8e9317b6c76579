// Lets the keyboard scroll what only a finger could: a place that runs over and holds nothing to press takes the focus itself.
import { type RefObject, useEffect } from "react";

const PRESSED = "a[href], button, input, select, textarea, summary, [tabindex]:not([tabindex='-1'])";

/** `place` is passed by where it fits on the screen: its words wrap differently with the hour, the language and their size. */
export function useReachable(place: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const { current } = place;
    if (!current) return;
    const look = () => {
      const over = current.scrollHeight > current.clientHeight || current.scrollWidth > current.clientWidth;
      if (over && !current.querySelector(PRESSED)) current.tabIndex = 0;
      else current.removeAttribute("tabindex");
    };
    const sizes = new ResizeObserver(look);
    const observe = () => {
      sizes.disconnect();
      for (const one of [current, ...current.children]) sizes.observe(one);
    };
    const content = new MutationObserver(() => {
      observe();
      look();
    });
    observe();
    content.observe(current, { childList: true, subtree: true, characterData: true });
    look();
    return () => {
      sizes.disconnect();
      content.disconnect();
    };
  }, [place]);
}
