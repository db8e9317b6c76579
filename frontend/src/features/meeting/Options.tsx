// What is seldom needed during a meeting, behind one button: the settings of this tablet, another door, signing out.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { OptionsIcon } from "../../ui/Icon";
import { Settings } from "../comfort/Settings";
import { usePlaces } from "../signin/places";
import { SignOut } from "../signin/SignOut";
import styles from "./Options.module.css";

export function Options() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const places = usePlaces(open);
  return (
    <>
      <button type="button" className={styles.opener} onClick={() => setOpen(true)}>
        <OptionsIcon className={styles.sign} />
        <span className={styles.word}>{t("comfort.title")}</span>
      </button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title={t("comfort.title")}
        wide
        actions={
          <>
            {places.length > 1 && (
              <Button onClick={() => window.location.assign("/")}>{t("common.toDoors")}</Button>
            )}
            <SignOut />
          </>
        }
      >
        <Settings />
      </Dialog>
    </>
  );
}
