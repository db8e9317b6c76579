// The frame of every desk page: the red band, the navigation on the left, and the page beside it.
import { useQuery } from "@tanstack/react-query";
import { Link, useLocation } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { answer, api } from "../../api/client";
import type { ChannelState } from "../../live/socket";
import { CalendarIcon, DeviceIcon, RehearsalIcon } from "../../ui/Icon";
import { useSession } from "../signin/session";
import { AccountMenu } from "./AccountMenu";
import styles from "./DeskShell.module.css";
import { SavedBadge } from "./SavedBadge";

export interface DeskShellProps {
  /** Left out where the server itself has ended the channel: nothing is lost then. */
  connection?: ChannelState;
  /** When the server was last heard, if it is lost. */
  since?: number;
  children: ReactNode;
}

export function DeskShell({ connection, since, children }: DeskShellProps) {
  const { t, i18n } = useTranslation();
  const session = useSession();
  const { data: house } = useQuery({
    queryKey: ["house"],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => answer(api.GET("/api/house")),
  });
  // Meetings are reached from the calendar, and have no place of their own.
  const elsewhere = useLocation({
    select: ({ pathname }) => /^\/desk\/(devices|rehearsal)(\/|$)/.test(pathname),
  });
  return (
    <div className={styles.shell}>
      <header className={`${styles.header} on-dark`}>
        <Link to="/desk" className={styles.brand}>
          {t("common.product")}
        </Link>
        <p className={styles.house}>{i18n.language === "en" ? house?.name_en : house?.name}</p>
        <div className={styles.end}>
          {connection && <SavedBadge state={connection} since={since} />}
          <AccountMenu />
        </div>
      </header>
      <nav className={styles.nav} aria-label={t("desk.navigation")}>
        {session.house_role !== "administrator" && (
          <Link
            to="/desk"
            className={styles.place}
            activeOptions={{ exact: true, includeSearch: false }}
            aria-current={elsewhere ? undefined : "page"}
          >
            <CalendarIcon size={24} />
            {t("desk.calendar.title")}
          </Link>
        )}
        <Link to="/desk/devices" className={styles.place}>
          <DeviceIcon size={24} />
          {t("desk.devices.title")}
        </Link>
        <Link to="/desk/rehearsal" className={styles.place}>
          <RehearsalIcon size={24} />
          {t("rehearsal.title")}
        </Link>
      </nav>
      <main className={styles.main}>{children}</main>
    </div>
  );
}
