// Which panel is open. Closed, the focus goes back to what opened it; left for a page, it goes to the pages.
import { type RefObject, useRef, useState } from "react";
import type { PanelName } from "./Tools";

export interface OpenPanel {
  panel?: PanelName;
  toggle(name: PanelName): void;
  close(): void;
  /** A place was chosen in it. */
  leave(): void;
}

export function usePanel(pages: RefObject<HTMLElement | null>): OpenPanel {
  const [panel, setPanel] = useState<PanelName>();
  const opener = useRef<Element>(null);
  const focus = (place: Element | null) => {
    const there = place instanceof HTMLElement && place.isConnected ? place : pages.current;
    there?.focus({ preventScroll: true });
  };
  return {
    panel,
    toggle(name) {
      opener.current = document.activeElement;
      setPanel(panel === name ? undefined : name);
    },
    close() {
      setPanel(undefined);
      focus(opener.current);
    },
    leave() {
      setPanel(undefined);
      focus(pages.current);
    },
  };
}
