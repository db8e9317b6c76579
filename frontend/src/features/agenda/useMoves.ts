// Moves items at once on screen and one after the other on the server; what the server says in the end is what stays.
import { useMutation } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { answer, intention } from "../../api/client";
import { Refusal } from "../../api/problem";
import { usePicture } from "../../live/live.react";
import { moveItem } from "./agendaApi";
import { follower, placed } from "./order";

interface Move {
  item: string;
  before?: string;
  headers: ReturnType<typeof intention>;
}

export function useMoves(meeting: string, held: string[]) {
  const { seq } = usePicture();
  // The order as we want it, until the picture holds our last move.
  const [wish, setWish] = useState<{ order: string[]; until: number }>();
  const move = useMutation<{ seq: number }, Refusal, Move>({
    scope: { id: `agenda-order-${meeting}` },
    networkMode: "always",
    mutationFn: ({ headers, ...to }) => answer(moveItem(meeting)(to, headers)),
    retry: (count, error) => error instanceof Refusal && error.code === "unreachable" && count < 3,
  });
  useEffect(() => {
    if (wish && seq >= wish.until) setWish(undefined);
  }, [wish, seq]);

  // Items others added or removed meanwhile are shown as they are.
  const wished = wish?.order.filter((id) => held.includes(id)) ?? [];
  const order = wish ? [...wished, ...held.filter((id) => !wished.includes(id))] : held;
  return {
    order,
    refusal: move.error,
    forget: move.reset,
    /** Puts the item before another one, or last. */
    moveBefore(item: string, before: string | undefined, after?: () => void) {
      const rest = order.filter((id) => id !== item);
      const to = before === undefined ? rest.length : rest.indexOf(before);
      const next = placed(order, item, to < 0 ? rest.length : to);
      setWish({ order: next, until: Number.POSITIVE_INFINITY });
      move.mutate(
        { item, before: follower(next, item), headers: intention() },
        {
          onSuccess: (receipt) => {
            setWish((held) => held && { ...held, until: receipt.seq });
            after?.();
          },
          onError: () => setWish(undefined),
        },
      );
    },
  };
}
