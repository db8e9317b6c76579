// The pack to be printed: one button that says how far it is, stops it, and says what went wrong.
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/Button";
import { CloseIcon, DownloadIcon } from "../../ui/Icon";
import styles from "./SavePack.module.css";
import { useSaving } from "./useSaving";

export function SavePack({ meeting }: { meeting: string }) {
  const { t } = useTranslation();
  const saving = useSaving(`/api/meetings/${meeting}/pack`, {
    save: t("desk.papers.pack.save"),
    making: t("desk.papers.pack.making"),
    loading: (share) => t("desk.papers.pack.loading", { share }),
  });
  return (
    <div className={styles.pack}>
      {saving.told && (
        <p className={styles.told} role="alert">
          {saving.told}
        </p>
      )}
      {saving.busy && (
        <Button variant="quiet" icon={<CloseIcon size={20} />} onClick={saving.stop}>
          {t("desk.papers.pack.stop")}
        </Button>
      )}
      <Button busy={saving.busy} icon={<DownloadIcon size={20} />} onClick={saving.save}>
        {saving.label}
      </Button>
    </div>
  );
}
