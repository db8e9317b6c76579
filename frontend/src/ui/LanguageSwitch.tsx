// Vietnamese or English, each named in itself.
import { useTranslation } from "react-i18next";
import { type Language, speak } from "../i18n/i18n";
import { Segments } from "./Segments";

export function LanguageSwitch() {
  const { t, i18n } = useTranslation();
  return (
    <Segments
      label={t("common.language")}
      value={i18n.language as Language}
      onChange={(language) => void speak(language)}
      options={[
        { value: "vi", text: "VI", spoken: "Tiếng Việt" },
        { value: "en", text: "EN", spoken: "English" },
      ]}
    />
  );
}
