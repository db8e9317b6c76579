// What a vote came to, in words: carried or not, how many of all members, and by what rule.
import { useTranslation } from "react-i18next";
import { share, type Tally } from "./motion";

/** "79,2": a share as this language writes it. */
export function useShare() {
  const { i18n } = useTranslation();
  return (tally: Tally) => share(tally).toLocaleString(i18n.language, { maximumFractionDigits: 1 });
}

/** "Thông qua", or nothing where no rule says what carries. */
export function useVerdict() {
  const { t } = useTranslation();
  return ({ majority }: Tally): string | undefined =>
    majority ? t(majority.carried ? "motion.carried" : "motion.notCarried") : undefined;
}

/** "Thông qua, 20/29 tán thành": in one line. */
export function useOutcome() {
  const { t } = useTranslation();
  const verdict = useVerdict();
  return (tally: Tally) => [verdict(tally), t("motion.favour", { ...tally })].filter(Boolean).join(", ");
}
