// Asks the server what to open and makes of its answer what the engine needs: bytes, sizes, marks, the place to begin.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useLocation } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Refusal } from "../../api/problem";
import { type FailureKind, failureOfStatus } from "../../reader/failure";
import type { Place } from "../../reader/place";
import { pictureAddress } from "../papers/factsApi";
import { fileAt } from "../papers/papersApi";
import { type Found, type Opening, openingQuery } from "./openingApi";
import { pageQuery } from "./pagesApi";
import type { Source } from "./usePaper";

/** A found line stands this far below the top of the screen, as a share of the page. */
const ABOVE_FOUND = 0.12;

export interface Opened {
  opening?: Opening;
  source?: Source;
  /** The search hit it was opened by. */
  found?: Found;
  failure?: FailureKind;
  retry(): void;
}

export function useOpening(meeting: string, paper: string, version: string): Opened {
  const { t } = useTranslation();
  const { found, page } = useArrival();
  const client = useQueryClient();
  const query = useQuery(openingQuery(meeting, paper, version));
  const opening = query.data;
  const source = useMemo((): Source | undefined => {
    if (!opening?.hash) return undefined;
    const changed = new Set(opening.changed_pages);
    const recognised = new Set(opening.recognised_pages);
    const first = opening.changed_pages[0];
    return {
      url: fileAt(meeting, paper, opening.hash),
      hash: version,
      sizes: opening.page_sizes.map(([width, height]) => ({ width, height })),
      start: found ? placeOf(found, opening) : page ? pageTop(page) : first ? pageTop(first) : undefined,
      tags: (page) => [
        ...(changed.has(page) ? [t("reader.changed.tag")] : []),
        ...(recognised.has(page) ? [t("reader.recognised.tag")] : []),
      ],
      picture: (page) => pictureAddress(meeting, paper, page, 1600, version),
      // A picture with its reader's name on it is drawn for each reader: only where the page itself cannot be.
      pictures: new Set(opening.watermark === undefined ? opening.picture_pages : []),
      wordless: recognised,
      pageWords: async (page) => (await client.fetchQuery(pageQuery(meeting, paper, version, page))).words,
      watermark: opening.watermark,
    };
  }, [opening, meeting, paper, version, found, page, t, client]);
  const { error } = query;
  const failure =
    error instanceof Refusal
      ? error.code === "unreachable"
        ? "unreachable"
        : failureOfStatus(error.status)
      : error
        ? "server"
        : undefined;
  return { opening, source, found, failure, retry: () => void query.refetch() };
}

/** What the address said when the paper was opened; where one reads on from there is the reader's own affair. */
function useArrival(): { found?: Found; page?: number } {
  const location = useLocation();
  const [arrival] = useState(() => ({
    found: location.state.found,
    page: (location.search as { page?: number }).page,
  }));
  return arrival;
}

const pageTop = (page: number): Place => ({ page: page - 1, down: -0.01, zoom: "width" });

function placeOf({ page, rectangles }: Found, opening: Opening): Place {
  const height = opening.page_sizes[page - 1]?.[1] ?? 842;
  const top = Math.min(...rectangles.map(([, y]) => y), height);
  const down = rectangles.length > 0 ? Math.max(-0.01, top / height - ABOVE_FOUND) : -0.01;
  return { page: page - 1, down, zoom: "width" };
}
