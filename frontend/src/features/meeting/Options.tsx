// What is seldom needed while presiding, behind one button: language, type size, another door, signing out.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { LanguageSwitch } from "../../ui/LanguageSwitch";
import { TextSize } from "../../ui/TextSize";
import { SignOut } from "../signin/SignOut";
import styles from "./Options.module.css";

export function Options() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className={styles.opener} onClick={() => setOpen(true)}>
        {t("chair.options")}
      </button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title={t("chair.options")}
        actions={
          <>
            <Button onClick={() => window.location.assign("/")}>{t("chair.toDoors")}</Button>
            <SignOut />
          </>
        }
      >
        <div className={styles.choices}>
          <p>{t("common.language")}</p>
          <LanguageSwitch />
          <p>{t("common.textSize")}</p>
          <TextSize />
        </div>
      </Dialog>
    </>
  );
}
