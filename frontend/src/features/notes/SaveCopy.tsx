// "My annotated copy": one button that says how far it is, and what went wrong.
import { useTranslation } from "react-i18next";
import { bookOf } from "../../ink/book";
import type { LogKey } from "../../ink/op";
import { Button } from "../../ui/Button";
import { DownloadIcon } from "../../ui/Icon";
import { useSaving } from "../papers/useSaving";
import { copyAddress } from "./notesApi";
import styles from "./SaveCopy.module.css";

export function SaveCopy({ log }: { log: LogKey }) {
  const { t } = useTranslation();
  const words = {
    save: t("notes.copy.save"),
    making: t("notes.copy.making"),
    loading: (share: string) => t("notes.copy.loading", { share }),
  };
  const saving = useSaving(copyAddress(log), words, async () => {
    // The server writes what it has: what waits here goes first.
    const { sync } = await bookOf(log.account);
    await sync.flush();
    const count = sync.state().unsent;
    return count > 0 ? t("notes.copy.behind", { count }) : undefined;
  });
  return (
    <div className={styles.copy}>
      <Button busy={saving.busy} icon={<DownloadIcon />} onClick={saving.save}>
        {saving.label}
      </Button>
      {saving.told && (
        <p className={styles.told} role="status">
          {saving.told}
        </p>
      )}
    </div>
  );
}
