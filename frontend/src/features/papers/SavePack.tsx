// The pack to be printed: one button that says how far it is, stops it, and says what went wrong.
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/Button";
import { CloseIcon, DownloadIcon } from "../../ui/Icon";
import { type Saving, saveCopy } from "../notes/download";
import { share } from "./bytes";
import styles from "./SavePack.module.css";

export function SavePack({ meeting }: { meeting: string }) {
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
      await saveCopy(`/api/meetings/${meeting}/pack`, setSaving, controller.signal);
    } catch (error) {
      if (!controller.signal.aborted) setTold((error as Error).message);
    }
    setSaving(undefined);
  };
  const words = () => {
    if (!saving) return t("desk.papers.pack.save");
    if (saving.total === 0) return t("desk.papers.pack.making");
    return t("desk.papers.pack.loading", { share: share(saving.loaded, saving.total) });
  };
  return (
    <div className={styles.pack}>
      {told && (
        <p className={styles.told} role="alert">
          {told}
        </p>
      )}
      {saving && (
        <Button variant="quiet" icon={<CloseIcon size={20} />} onClick={() => stop.current?.abort()}>
          {t("desk.papers.pack.stop")}
        </Button>
      )}
      <Button busy={saving !== undefined} icon={<DownloadIcon size={20} />} onClick={() => void save()}>
        {words()}
      </Button>
    </div>
  );
}
