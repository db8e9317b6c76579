// A newer version of the app is offered where nobody is in the middle of anything: on the first page.
import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { onUpdate, update, updateWaits } from "../../shell/shell";
import { Button } from "../../ui/Button";
import { RefreshIcon } from "../../ui/Icon";
import { Notice } from "../../ui/Notice";

export function UpdateNotice() {
  const { t } = useTranslation();
  const waits = useSyncExternalStore(onUpdate, updateWaits);
  if (!waits) return null;
  return (
    <Notice
      title={t("pack.update")}
      action={
        <Button icon={<RefreshIcon size={20} />} onClick={update}>
          {t("pack.updateNow")}
        </Button>
      }
    >
      {t("pack.updateDetail")}
    </Notice>
  );
}
