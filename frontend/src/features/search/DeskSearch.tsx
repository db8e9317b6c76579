// Search at the desk: every paper of the house.
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { DeskShell } from "../desk/DeskShell";
import page from "../desk/Page.module.css";
import { Filters } from "./Filters";
import { Results } from "./Results";
import { SearchBox } from "./SearchBox";
import { useMeetingTitle } from "./useMeetingTitle";

const route = getRouteApi("/desk/search");

export function DeskSearch() {
  const { t } = useTranslation();
  const question = route.useSearch();
  const navigate = route.useNavigate();
  const meeting = useMeetingTitle(question);
  return (
    <DeskShell>
      <title>{t("search.pageTitle")}</title>
      <div className={page.head}>
        <h1 className={page.title}>{t("search.title")}</h1>
      </div>
      <div className={page.body}>
        <SearchBox
          autoFocus={!question.q}
          value={question.q ?? ""}
          onAsk={(q) => void navigate({ search: { ...question, q: q || undefined } })}
        />
        <Filters
          question={question}
          meeting={meeting}
          onChange={(search) => void navigate({ search, replace: true })}
        />
        <Results question={question} />
      </div>
    </DeskShell>
  );
}
