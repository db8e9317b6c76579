// The first screen of the room.
import { useTranslation } from "react-i18next";
import { Header } from "../../ui/Header";

export function RoomHome() {
  const { t } = useTranslation();
  return <Header title={t("room.title")} />;
}
