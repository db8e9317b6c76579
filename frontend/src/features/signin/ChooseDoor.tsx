// Whoever may work in several places chooses one, by large tiles.
import { Link, useRouteContext } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Header } from "../../ui/Header";
import { AgendaIcon, AttendeesIcon, PresenterIcon, WallIcon } from "../../ui/Icon";
import { EmptyState } from "../../ui/State";
import styles from "./ChooseDoor.module.css";
import { SignOut } from "./SignOut";
import { useSession } from "./session";

const icons = { desk: AgendaIcon, room: AttendeesIcon, chair: PresenterIcon, wall: WallIcon };

export function ChooseDoor() {
  const { t } = useTranslation();
  const { offered } = useRouteContext({ from: "/" });
  const { name } = useSession();
  return (
    <div>
      <Header title={name}>
        <SignOut />
      </Header>
      <main className={styles.main}>
        {offered.length === 0 ? (
          <EmptyState icon={<AttendeesIcon size={48} />} title={t("common.doors.none")}>
            {t("common.doors.noneDetail")}
          </EmptyState>
        ) : (
          <>
            <h1 className={styles.title}>{t("common.doors.choose")}</h1>
            <ul className={styles.tiles}>
              {offered.map((door) => {
                const Icon = icons[door];
                return (
                  <li key={door}>
                    <Link to={`/${door}`} className={styles.tile}>
                      <Icon size={40} />
                      <span className={styles.name}>{t(`common.doors.${door}`)}</span>
                      <span className={styles.hint}>{t(`common.doors.${door}Hint`)}</span>
                    </Link>
                  </li>
                );
              })}
            </ul>
          </>
        )}
      </main>
    </div>
  );
}
