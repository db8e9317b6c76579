// The keyboard of the reader, wherever the focus is, except where one types or decides.
import { useEffect, useRef } from "react";

export type ReaderKey =
  | "nextPage"
  | "previousPage"
  | "firstPage"
  | "lastPage"
  | "screenDown"
  | "screenUp"
  | "lineDown"
  | "lineUp"
  | "zoomIn"
  | "zoomOut"
  | "fitWidth";

const keys: Record<string, ReaderKey> = {
  ArrowRight: "nextPage",
  ArrowLeft: "previousPage",
  ArrowDown: "lineDown",
  ArrowUp: "lineUp",
  PageDown: "screenDown",
  PageUp: "screenUp",
  Home: "firstPage",
  End: "lastPage",
  "+": "zoomIn",
  "=": "zoomIn",
  "-": "zoomOut",
  "0": "fitWidth",
};

export function useReaderKeys(act: (key: ReaderKey) => void) {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const wanted = keys[event.key];
      const focus = event.target instanceof Element ? event.target : document.body;
      if (!wanted || event.ctrlKey || event.metaKey || event.altKey) return;
      if (focus.closest("input, textarea, select, [contenteditable], [role=dialog]")) return;
      event.preventDefault();
      latest.current(wanted);
    };
    window.addEventListener("keydown", pressed);
    return () => window.removeEventListener("keydown", pressed);
  }, []);
}
