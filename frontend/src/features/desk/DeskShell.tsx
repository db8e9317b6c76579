// The frame of every desk page: the red band, the navigation on the left, and the page beside it.
import { useQuery } from "@tanstack/react-query";
import { Link, useLocation, useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ChannelState } from "../../live/socket";
import { CalendarIcon, DeviceIcon, RehearsalIcon, SearchIcon } from "../../ui/Icon";
import { houseQuery } from "../search/houseQuery";
import { SearchBox } from "../search/SearchBox";
import { DeskCalls } from "../service/DeskCalls";
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
  const { data: house } = useQuery(houseQuery);
  // Meetings are reached from the calendar, and have no place of their own.
  const elsewhere = useLocation({
    select: ({ pathname }) => /^\/desk\/(devices|rehearsal|search)(\/|$)/.test(pathname),
  });
  return (
    <div className={styles.shell}>
      <header className={`${styles.header} on-dark`}>
        <Link to="/desk" className={styles.brand}>
          {t("common.product")}
        </Link>
        <p className={styles.house}>{i18n.language === "en" ? house?.name_en : house?.name}</p>
        <HeaderSearch />
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
        {session.house_role !== "administrator" && (
          <Link to="/desk/search" className={styles.place}>
            <SearchIcon size={24} />
            {t("search.nav")}
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
      <main className={styles.main}>
        <DeskCalls />
        {children}
      </main>
    </div>
  );
}

/** A question can be asked from every page of the desk; the page of answers has a larger box of its own. */
function HeaderSearch() {
  const navigate = useNavigate();
  const session = useSession();
  const searching = useLocation({ select: ({ pathname }) => pathname === "/desk/search" });
  if (searching || session.house_role === "administrator") return null;
  return (
    <div className={styles.search}>
      <SearchBox band value="" onAsk={(q) => void navigate({ to: "/desk/search", search: q ? { q } : {} })} />
    </div>
  );
}
