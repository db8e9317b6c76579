// Saves changes of something others may be editing too: what only we changed goes through, and where both changed
// the same field both texts are held out for the secretary to choose.
import { useState } from "react";
import type { intention } from "../../api/client";
import { useAct } from "../meeting/useAct";
import { changed, clashing, type Fields } from "./clash";

interface Editing<T, F extends Fields> {
  /** What the form was opened with. */
  base: T;
  draft: F;
}
export interface Clash<F extends Fields> {
  fields: (keyof F & string)[];
  mine: Partial<F>;
  current: F;
  revision: number;
}
interface Sent<F extends Fields> {
  revision: number;
  change: Partial<F>;
}

/** `fields` lays a thing out as the values its form edits. */
export function useEdit<T extends { revision: number }, F extends Fields, R>(
  fields: (thing: T) => F,
  send: (
    sent: Sent<F>,
    headers: ReturnType<typeof intention>,
  ) => Promise<{ data?: R; error?: unknown; response: Response }>,
) {
  const [clash, setClash] = useState<Clash<F>>();
  const edit = useAct<Sent<F>, R>(send);

  const submit = (sent: Sent<F>, base: F, after?: () => void) =>
    edit.act(sent, after, (refused) => {
      const thing = refused.problem.current as T | undefined;
      if (refused.code !== "edited_meanwhile" || !thing) return;
      const current = fields(thing);
      const conflicts = clashing(base, sent.change, current);
      edit.forget();
      if (conflicts.length > 0)
        setClash({ fields: conflicts, mine: sent.change, current, revision: thing.revision });
      else submit({ revision: thing.revision, change: sent.change }, current, after);
    });

  return {
    /** Sends what differs; nothing to send counts as saved. */
    save({ base, draft }: Editing<T, F>, after?: () => void) {
      const before = fields(base);
      const change = changed(before, draft);
      if (Object.keys(change).length === 0) return after?.();
      submit({ revision: base.revision, change }, before, after);
    },
    /** Puts a value back as it was, whatever stands there now: for undoing one's own change. */
    overwrite(base: T, change: Partial<F>) {
      submit({ revision: base.revision, change }, fields(base));
    },
    busy: edit.busy,
    refusal: edit.refusal,
    forget: edit.forget,
    clash,
    /** Writes our text over theirs, knowingly. */
    keepMine(after?: () => void) {
      if (!clash) return;
      setClash(undefined);
      submit({ revision: clash.revision, change: clash.mine }, clash.current, after);
    },
    /** Leaves the contested fields as the others left them, and saves the rest of ours. */
    keepCurrent(after?: () => void) {
      if (!clash) return;
      setClash(undefined);
      const rest = Object.fromEntries(
        Object.entries(clash.mine).filter(([name]) => !clash.fields.includes(name)),
      ) as Partial<F>;
      if (Object.keys(rest).length === 0) return after?.();
      submit({ revision: clash.revision, change: rest }, clash.current, after);
    },
  };
}
