// Searching the open paper: what is found, which of it the reader is at, and its marks on the pages.
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { FoundPlace } from "../../find/paper";
import type { Marks } from "../../reader/marks";
import type { Found } from "./openingApi";
import { findQuery } from "./pagesApi";

export interface Find {
  q: string;
  places: readonly FoundPlace[];
  more: boolean;
  /** Place among the places, from 0. */
  current: number;
  busy: boolean;
  /** Every page could be searched. */
  complete: boolean;
  error: Error | null;
  ask(q: string): void;
  /** Goes to a place. */
  to(place: number): void;
  step(by: 1 | -1): void;
  end(): void;
}

const none: readonly FoundPlace[] = [];

export function useFind(
  paper: { meeting: string; id: string; hash: string },
  marks: Marks,
  arrival: Found | undefined,
  go: (place: FoundPlace) => void,
): Find {
  const { meeting, id, hash } = paper;
  const [q, setQ] = useState(arrival?.q ?? "");
  const [chosen, setChosen] = useState<{ q: string; place: number }>();
  const query = useQuery(findQuery(meeting, id, hash, q));
  const places = (q && query.data?.places) || none;
  // Come from the list of hits one is at the first place on that page; a new question begins at the first of all.
  const begun = arrival?.q === q ? places.findIndex(({ page }) => page === arrival.page) : 0;
  const current = Math.min(
    chosen?.q === q ? chosen.place : Math.max(0, begun),
    Math.max(0, places.length - 1),
  );
  useEffect(() => {
    // Until the paper has been searched, and where the search finds other places only, what led here is marked.
    const led = q !== "" && arrival?.q === q && !places.some(({ page }) => page === arrival.page);
    const begun = led ? arrival : undefined;
    const at = chosen?.q === q ? places[current] : (begun ?? places[current]);
    marks.find(begun ? [...places, begun] : places, at);
  }, [marks, places, current, chosen, arrival, q]);
  const to = (place: number) => {
    setChosen({ q, place });
    const found = places[place];
    if (found) go(found);
  };
  return {
    q,
    places,
    more: query.data?.more ?? false,
    current,
    busy: q !== "" && query.isPending,
    complete: query.data?.complete ?? true,
    error: query.error,
    ask: setQ,
    to,
    step: (by) => to((current + by + places.length) % Math.max(1, places.length)),
    end: () => setQ(""),
  };
}
