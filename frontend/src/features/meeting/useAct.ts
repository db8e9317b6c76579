// One act on a meeting: sent once however often the network makes us ask, refused in words.
import { useMutation } from "@tanstack/react-query";
import { answer, intention } from "../../api/client";
import { Refusal } from "../../api/problem";

type Call<V, T> = (
  variables: V,
  headers: ReturnType<typeof intention>,
) => Promise<{
  data?: T;
  error?: unknown;
  response: Response;
}>;

/**
 * `const open = useAct((_: void, headers) => api.POST("…/session/open", { …, headers }))`, then `open.act()`.
 * The picture changes when the server says so on the live channel, not here.
 */
export function useAct<V, T>(call: Call<V, T>) {
  const mutation = useMutation<T, Refusal, { variables: V; headers: ReturnType<typeof intention> }>({
    mutationFn: ({ variables, headers }) => answer(call(variables, headers)),
    // Only a lost answer is asked for again, under the same key.
    retry: (count, error) => error instanceof Refusal && error.code === "unreachable" && count < 3,
    networkMode: "always",
  });
  return {
    act: (variables: V, after?: (data: T) => void, refused?: (refusal: Refusal, key: string) => void) => {
      const headers = intention();
      mutation.mutate(
        { variables, headers },
        { onSuccess: after, onError: (refusal) => refused?.(refusal, headers["Idempotency-Key"]) },
      );
    },
    busy: mutation.isPending,
    /** What has been sent and not yet answered. */
    doing: mutation.isPending ? mutation.variables.variables : undefined,
    refusal: mutation.error,
    forget: mutation.reset,
  };
}
