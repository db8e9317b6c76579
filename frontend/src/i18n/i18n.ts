// Starts translation: Vietnamese first, English second, the choice kept on this device.
import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import * as en from "./en";
import * as vi from "./vi";

export type Language = "vi" | "en";
const KEPT = "nghisu.language";

function chosen(): Language {
  const kept = localStorage.getItem(KEPT);
  return kept === "en" ? "en" : "vi";
}

export const i18n = i18next.createInstance();

export function startTranslation() {
  const language = chosen();
  document.documentElement.lang = language;
  return i18n.use(initReactI18next).init({
    lng: language,
    fallbackLng: "vi",
    resources: { vi: { translation: vi }, en: { translation: en } },
    interpolation: { escapeValue: false },
    initAsync: false,
  });
}

export async function speak(language: Language) {
  localStorage.setItem(KEPT, language);
  document.documentElement.lang = language;
  await i18n.changeLanguage(language);
}
