// The title of the meeting a question is about, from what has been found in it.
import { useInfiniteQuery } from "@tanstack/react-query";
import type { Question } from "./question";
import { searchQuery } from "./searchApi";

export function useMeetingTitle(question: Question): string | undefined {
  const { data } = useInfiniteQuery(searchQuery(question));
  const hits = data?.pages.flatMap((page) => page.hits) ?? [];
  return question.meeting && hits.find((hit) => hit.meeting_id === question.meeting)?.meeting_title;
}
