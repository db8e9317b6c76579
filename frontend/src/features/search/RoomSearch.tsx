// Search on a tablet: the papers of one meeting, or all that were ever sent to this person.
import { getRouteApi, Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Header } from "../../ui/Header";
import { PreviousIcon } from "../../ui/Icon";
import { Segments } from "../../ui/Segments";
import reader from "../reader/Reader.module.css";
import { RoomLink } from "../reader/RoomLink";
import { Filters } from "./Filters";
import { Results } from "./Results";
import styles from "./RoomSearch.module.css";
import { SearchBox } from "./SearchBox";
import { useMeetingTitle } from "./useMeetingTitle";

const route = getRouteApi("/room/search");

export function RoomSearch() {
  const { t } = useTranslation();
  const question = route.useSearch();
  const navigate = route.useNavigate();
  const title = useMeetingTitle(question);
  const { within, meeting } = question;
  const lead = within ? (
    <RoomLink meeting={within} className={reader.back}>
      <PreviousIcon />
      <span>{t("reader.back")}</span>
    </RoomLink>
  ) : (
    <Link to="/room" className={reader.back}>
      <PreviousIcon />
      <span>{t("search.backHome")}</span>
    </Link>
  );
  return (
    <div className={styles.page}>
      <title>{t("search.pageTitle")}</title>
      <Header lead={lead} title={t("search.title")} />
      <main className={styles.main}>
        <h1 className="heard">{t("search.title")}</h1>
        <SearchBox
          autoFocus={!question.q}
          value={question.q ?? ""}
          onAsk={(q) => void navigate({ search: { ...question, q: q || undefined } })}
        />
        {within && (
          <div className={styles.scope}>
            <Segments
              label={t("search.scope.label")}
              value={meeting ? "meeting" : "all"}
              options={[
                { value: "meeting", text: t("search.scope.meeting") },
                { value: "all", text: t("search.scope.all") },
              ]}
              onChange={(scope) =>
                void navigate({
                  search: { ...question, meeting: scope === "meeting" ? within : undefined },
                  replace: true,
                })
              }
            />
            {meeting && title && <p className={styles.which}>{title}</p>}
          </div>
        )}
        <Filters
          // The meeting is chosen above.
          question={{ ...question, meeting: undefined }}
          onChange={(narrowed) => void navigate({ search: { ...narrowed, within, meeting }, replace: true })}
        />
        <Results question={question} />
      </main>
    </div>
  );
}
