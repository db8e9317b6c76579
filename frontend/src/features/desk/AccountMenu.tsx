// Who is signed in, and what belongs to them rather than to a meeting: language, type size, other doors, signing out.
import { Popover } from "@base-ui/react/popover";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { AccountIcon, OpenIcon } from "../../ui/Icon";
import { LanguageSwitch } from "../../ui/LanguageSwitch";
import { TextSize } from "../../ui/TextSize";
import { SignOut } from "../signin/SignOut";
import { useSession } from "../signin/session";
import styles from "./AccountMenu.module.css";

export function AccountMenu() {
  const { t } = useTranslation();
  const session = useSession();
  return (
    <Popover.Root>
      <Popover.Trigger className={styles.trigger}>
        <AccountIcon size={20} />
        <span className={styles.name}>{session.person?.name ?? session.name}</span>
        <span className={styles.unit}>{session.person?.unit}</span>
        <OpenIcon size={18} />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner className={styles.positioner} align="end" sideOffset={8}>
          <Popover.Popup className={styles.popup}>
            <Popover.Title className={styles.who}>{session.person?.name ?? session.name}</Popover.Title>
            {session.person && <p className={styles.post}>{session.person.post}</p>}
            <div className={styles.choices}>
              <LanguageSwitch />
              <TextSize />
            </div>
            {session.doors.length > 1 && <Link to="/">{t("desk.otherDoors")}</Link>}
            <SignOut />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
