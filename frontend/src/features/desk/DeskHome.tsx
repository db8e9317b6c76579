// The first screen of the desk.
import { useTranslation } from "react-i18next";
import { Header } from "../../ui/Header";

export function DeskHome() {
  const { t } = useTranslation();
  return <Header title={t("desk.title")} />;
}
