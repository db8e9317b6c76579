// Asking for papers by their words: only what the asker may read is found, and counted.
import { infiniteQueryOptions } from "@tanstack/react-query";
import { answer } from "../../api/client";
import { i18n } from "../../i18n/i18n";
import type { Rectangle } from "../../reader/leaf";
import type { Question } from "./question";

export interface Hit {
  paper_id: string;
  meeting_id: string;
  meeting_title: string;
  item_id: string;
  title: string;
  symbol?: string;
  type_code?: string;
  unit?: string;
  issued_on?: string;
  page?: number;
  snippet: Marked;
  rectangles: Rectangle[];
}

/** Text with the places that answer the question: start and length, in characters (code points). */
export interface Marked {
  text: string;
  marks: [start: number, length: number][];
}

export interface Found {
  hits: Hit[];
  /** At most 1,000. */
  total: number;
  /** Whether there are more than that. */
  more: boolean;
  /** What to send as `after` for the next ones. */
  next?: string;
}

export const searchQuery = ({ q, year, type, unit, meeting }: Question) =>
  infiniteQueryOptions({
    queryKey: ["search", { q, year, type, unit, meeting }],
    enabled: Boolean(q),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: Found) => last.next,
    queryFn: ({ pageParam }) => {
      const entries = Object.entries({ q, year, type, unit, meeting, after: pageParam });
      const asked = entries.flatMap(([key, value]) => (value ? [[key, String(value)]] : []));
      const call = fetch(`/api/search?${new URLSearchParams(asked)}`, {
        headers: { "Accept-Language": i18n.language },
      }).then(async (response) => {
        const read = await response.json().catch(() => undefined);
        return response.ok ? { data: read as Found, response } : { error: read as unknown, response };
      });
      return answer<Found>(call);
    },
  });
