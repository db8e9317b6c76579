// Keeps a meeting's uploads going while its tabs change, and warns before they would be lost.
import { useBlocker } from "@tanstack/react-router";
import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { intention } from "../../api/client";
import { attachPaper, replacePaper } from "../../api/upload";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { proposedTitle } from "./proposedTitle";
import { type Send, UploadQueue } from "./uploadQueue";

const QueueContext = createContext<UploadQueue | undefined>(undefined);

export function RunningUploads({ meeting, children }: { meeting: string; children: ReactNode }) {
  const [queue] = useState(() => new UploadQueue(sendTo(meeting), () => intention()["Idempotency-Key"]));
  useEffect(() => () => queue.stopAll(), [queue]);
  return (
    <QueueContext value={queue}>
      {children}
      <LeaveGuard queue={queue} />
    </QueueContext>
  );
}

export function useUploads() {
  const queue = useContext(QueueContext);
  if (!queue) throw new Error("useUploads outside RunningUploads");
  return { queue, uploads: useSyncExternalStore(queue.subscribe, queue.getSnapshot) };
}

const sendTo =
  (meeting: string): Send =>
  (file, target, key, progress) =>
    "paper" in target
      ? replacePaper(meeting, target.paper, file, key, progress)
      : attachPaper(meeting, { title: proposedTitle(file.name), ...target }, file, key, progress);

function LeaveGuard({ queue }: { queue: UploadQueue }) {
  const { t } = useTranslation();
  const uploads = useSyncExternalStore(queue.subscribe, queue.getSnapshot);
  const running = uploads.filter((upload) => upload.state !== "failed").length;
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
