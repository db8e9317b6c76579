// Closing counts at once and cannot be undone: asked about first where somebody present has not voted.
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";

export interface CloseMotionProps {
  open: boolean;
  /** Present, and have not voted. */
  missing: number;
  onAnswer(yes: boolean): void;
}

export function CloseMotion({ open, missing, onAnswer }: CloseMotionProps) {
  const { t } = useTranslation();
  return (
    <Dialog
      open={open}
      onClose={() => onAnswer(false)}
      title={missing > 0 ? t("motion.closeTitle", { count: missing }) : t("motion.allCast")}
      description={t("motion.closeDetail")}
      actions={
        <>
          <Button size="bar" onClick={() => onAnswer(false)}>
            {t("motion.stay")}
          </Button>
          <Button size="bar" variant="primary" onClick={() => onAnswer(true)}>
            {t("motion.close")}
          </Button>
        </>
      }
    />
  );
}
