// What a study tells by code, in words; a code this screen does not know yet is shown as it is.
import type { TFunction } from "i18next";
import type { papers } from "../../i18n/vi/papers";

type Warning = keyof typeof papers.facts.warning;
type Removed = keyof typeof papers.facts.taken;

export const warningWord = (t: TFunction, code: string) =>
  t(`papers.facts.warning.${code as Warning}`, { defaultValue: code });
export const removedWord = (t: TFunction, kind: string) =>
  t(`papers.facts.taken.${kind as Removed}`, { defaultValue: kind });
