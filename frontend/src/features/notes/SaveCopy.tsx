// "My annotated copy": one button that says how far it is, and what went wrong.
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { bookOf } from "../../ink/book";
import type { LogKey } from "../../ink/op";
import { Button } from "../../ui/Button";
import { DownloadIcon } from "../../ui/Icon";
import { share } from "../papers/bytes";
import { type Saving, saveCopy } from "./download";
import { copyAddress } from "./notesApi";
import styles from "./SaveCopy.module.css";

export function SaveCopy({ log }: { log: LogKey }) {
  const { t } = useTranslation();
  const [saving, setSaving] = useState<Saving>();
  const [told, setTold] = useState<string>();
  const stop = useRef<AbortController>(undefined);
  useEffect(() => () => stop.current?.abort(), []);
  const save = async () => {
    const controller = new AbortController();
    stop.current = controller;
    setTold(undefined);
    setSaving({ loaded: 0, total: 0 });
    try {
      // The server writes what it has: what waits here goes first.
      const { sync } = await bookOf(log.account);
      await sync.flush();
      if (sync.state().unsent > 0) setTold(t("notes.copy.behind", { count: sync.state().unsent }));
      await saveCopy(copyAddress(log), setSaving, controller.signal);
    } catch (error) {
      if (!controller.signal.aborted) setTold((error as Error).message);
    }
    setSaving(undefined);
  };
  const words =
    saving === undefined
      ? t("notes.copy.save")
      : saving.total === 0
        ? t("notes.copy.making")
        : t("notes.copy.loading", { share: share(saving.loaded, saving.total) });
  return (
    <div className={styles.copy}>
      <Button busy={saving !== undefined} icon={<DownloadIcon />} onClick={() => void save()}>
        {words}
      </Button>
      {told && (
        <p className={styles.told} role="status">
          {told}
        </p>
      )}
    </div>
  );
}
