// The draft of the minutes as a Word file: one button that says how far it is, and what went wrong.
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/Button";
import { DownloadIcon } from "../../ui/Icon";
import { useSaving } from "../papers/useSaving";
import styles from "./SaveMinutes.module.css";

interface Props {
  meeting: string;
  primary?: boolean;
  /** On a tablet: as high as what is touched there has to be. */
  large?: boolean;
  /** Not yet: the words beside the button say why. */
  disabled?: boolean;
}

export function SaveMinutes({ meeting, primary, large, disabled }: Props) {
  const { t } = useTranslation();
  const saving = useSaving(`/api/meetings/${meeting}/minutes`, {
    save: t("minutes.save"),
    making: t("minutes.making"),
    loading: (share) => t("minutes.loading", { share }),
  });
  return (
    <div className={styles.save}>
      <Button
        variant={primary ? "primary" : "secondary"}
        size={large ? "bar" : "normal"}
        busy={saving.busy}
        disabled={disabled}
        icon={<DownloadIcon />}
        onClick={saving.save}
      >
        {saving.label}
      </Button>
      {saving.told && (
        <p className={styles.told} role="alert">
          {saving.told}
        </p>
      )}
    </div>
  );
}
