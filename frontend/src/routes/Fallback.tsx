// The pages nobody asks for: loading, not found, broken. Each offers a way on.
import type { ErrorComponentProps } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Refusal } from "../api/problem";
import { Button } from "../ui/Button";
import { Header } from "../ui/Header";
import { HomeIcon, RefreshIcon, SearchIcon } from "../ui/Icon";
import { EmptyState, ErrorState, Loading } from "../ui/State";

export function Waiting() {
  return (
    <>
      <Header />
      <Loading />
    </>
  );
}

export function NotFound() {
  const { t } = useTranslation();
  const home = (
    <Button variant="primary" icon={<HomeIcon />} onClick={() => window.location.assign("/")}>
      {t("common.home")}
    </Button>
  );
  return (
    <>
      <Header />
      <EmptyState icon={<SearchIcon size={48} />} title={t("common.notFound")} action={home}>
        {t("common.notFoundDetail")}
      </EmptyState>
    </>
  );
}

export function Broken({ error }: ErrorComponentProps) {
  const { t } = useTranslation();
  const refused = error instanceof Refusal;
  const reload = (
    <Button variant="primary" icon={<RefreshIcon />} onClick={() => window.location.reload()}>
      {t("common.reload")}
    </Button>
  );
  return (
    <>
      <Header />
      <ErrorState
        error={refused ? error : new Error(t("common.brokenDetail"))}
        title={refused ? error.problem.title : t("common.broken")}
        action={reload}
      />
    </>
  );
}
