// The screens' own words, so that a test looks for what people read and not for a copy that grows old.
import { createInstance } from "i18next";
import * as english from "../src/i18n/en";
import type { Language } from "../src/i18n/i18n";
import * as vietnamese from "../src/i18n/vi";

export type { Language };

function catalogue(lng: Language) {
  const i18n = createInstance();
  void i18n.init({
    lng,
    resources: { vi: { translation: vietnamese }, en: { translation: english } },
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  return i18n.t;
}

export const vi = catalogue("vi");
export const words = { vi, en: catalogue("en") };
