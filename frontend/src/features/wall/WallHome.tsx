// The first screen of the wall.
import { useTranslation } from "react-i18next";
import { Header } from "../../ui/Header";

export function WallHome() {
  const { t } = useTranslation();
  return <Header title={t("wall.title")} />;
}
