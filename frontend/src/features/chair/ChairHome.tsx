// The first screen of the chair.
import { useTranslation } from "react-i18next";
import { Header } from "../../ui/Header";

export function ChairHome() {
  const { t } = useTranslation();
  return <Header title={t("chair.title")} />;
}
