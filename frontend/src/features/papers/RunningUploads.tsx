// Keeps a meeting's uploads going while its tabs change, and asks the server what has become of each file.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useBlocker } from "@tanstack/react-router";
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from "react";
import { useTranslation } from "react-i18next";
import { i18n } from "../../i18n/i18n";
import { usePictureStore } from "../../live/live.react";
import { pause } from "../../reader/bytes";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { type IntakeRow, intakeRows, isMoving } from "./intakeRows";
import * as intakes from "./intakesApi";
import { proposedTitle } from "./proposedTitle";
import { UploadQueue, type Wire } from "./uploadQueue";

interface Intakes {
  queue: UploadQueue;
  rows: readonly IntakeRow[];
  /** The server's time when the rows were made. */
  now: number;
  meeting: string;
  /** Asks the server again at once. */
  refresh(): void;
}

const IntakesContext = createContext<Intakes | undefined>(undefined);
const NONE: intakes.Intake[] = [];
/** Something is happening: look often. Otherwise only another secretary could have begun something. */
const BUSY_MS = 1_000;
const QUIET_MS = 15_000;

export function RunningUploads({ meeting, children }: { meeting: string; children: ReactNode }) {
  const [queue] = useState(() => new UploadQueue(wireTo(meeting)));
  useEffect(() => () => queue.close(), [queue]);
  const uploads = useSyncExternalStore(queue.subscribe, queue.getSnapshot);
  const picture = usePictureStore();
  const queries = useQueryClient();
  const key = useMemo(() => ["intakes", meeting], [meeting]);
  const list = useQuery({
    queryKey: key,
    queryFn: () => intakes.listIntakes(meeting),
    refetchInterval: ({ state }) =>
      uploads.length > 0 || state.data?.some(({ state }) => state === "waiting" || state === "working")
        ? BUSY_MS
        : QUIET_MS,
  });
  const listed = list.data ?? NONE;
  useEffect(
    () => queue.settle(new Set(listed.flatMap((one) => (one.state === "receiving" ? [] : one.intake_id)))),
    [queue, listed],
  );
  const { offset } = picture.getSnapshot();
  const value = useMemo(() => {
    const now = (list.dataUpdatedAt || Date.now()) + offset;
    const rows = intakeRows(listed, uploads, now);
    const refresh = () => void queries.invalidateQueries({ queryKey: key });
    return { queue, rows, now, meeting, refresh };
  }, [queue, listed, uploads, list.dataUpdatedAt, offset, meeting, queries, key]);
  return (
    <IntakesContext value={value}>
      {children}
      <LeaveGuard queue={queue} />
    </IntakesContext>
  );
}

export function useIntakes(): Intakes {
  const found = useContext(IntakesContext);
  if (!found) throw new Error("useIntakes outside RunningUploads");
  return found;
}

/** One act on an intake; the list is asked for again when it is answered. */
export function useIntakeAct<V>(act: (meeting: string) => (variables: V) => Promise<unknown>) {
  const { meeting, refresh } = useIntakes();
  return useMutation<unknown, Error, V>({ mutationFn: act(meeting), onSettled: refresh });
}

/** How many files move and how many wait for somebody. */
export function useIntakeCounts() {
  const { rows } = useIntakes();
  const open = rows.filter(({ stage }) => stage !== "done");
  const moving = open.filter(isMoving).length;
  return { moving, stuck: open.length - moving };
}

const wireTo = (meeting: string): Wire => ({
  open: (target, file) => {
    const title = "title" in target ? target.title : undefined;
    return intakes.openIntake(meeting, target, file, title || proposedTitle(file.name));
  },
  received: (intake) => intakes.receivedOf(meeting, intake),
  send: (intake, offset, part, progress, signal) =>
    intakes.sendPart(meeting, intake, offset, part, progress, signal),
  drop: intakes.dropIntake(meeting),
  pause,
  gone: () => i18n.t("papers.intake.gone"),
});

function LeaveGuard({ queue }: { queue: UploadQueue }) {
  const { t } = useTranslation();
  const uploads = useSyncExternalStore(queue.subscribe, queue.getSnapshot);
  const running = uploads.filter(({ state }) => state !== "failed" && state !== "sent").length;
  const leaving = useBlocker({
    // From tab to tab of the same meeting nothing stops.
    shouldBlockFn: ({ current, next }) => running > 0 && current.pathname !== next.pathname,
    enableBeforeUnload: () => running > 0,
    withResolver: true,
  });
  if (leaving.status !== "blocked") return null;
  return (
    <Dialog
      open
      onClose={leaving.reset}
      title={t("desk.papers.leaveTitle")}
      description={t("desk.papers.leaveHint", { count: running })}
      actions={
        <>
          <Button variant="danger" onClick={leaving.proceed}>
            {t("desk.papers.leaveAct")}
          </Button>
          <Button variant="primary" onClick={leaving.reset}>
            {t("desk.papers.stay")}
          </Button>
        </>
      }
    />
  );
}
