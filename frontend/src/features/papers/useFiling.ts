// How papers can be filed, by the house's rules: types and classifications by name, dates as an office writes them.
import { queryOptions, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { readFiling } from "../../vault/filing";
import { fullDate } from "../desk/when";
import type { Filed } from "./proposed";

interface Choice {
  value: string;
  label: string;
}
type Named = Awaited<ReturnType<typeof readFiling>>["types"][number];

const filingQuery = queryOptions({
  queryKey: ["filing"],
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: () => readFiling(),
});
const NONE: Named[] = [];

/** What a form offers, "not filed" first. */
export function useFilingChoices(): { types: Choice[]; classifications: Choice[] } {
  const { t, i18n } = useTranslation();
  const { data } = useQuery(filingQuery);
  const { types = NONE, classifications = NONE } = data ?? {};
  const name = (one: Named) => (i18n.language === "en" ? one.name_en : one.name);
  const unset = { value: "", label: t("papers.filing.none") };
  return {
    types: [unset, ...types.map((one) => ({ value: one.code, label: `${name(one)} (${one.code})` }))],
    classifications: [unset, ...classifications.map((one) => ({ value: one.code, label: name(one) }))],
  };
}

/** "TTr" is read "Tờ trình (TTr)", 2026-11-20 is read 20/11/2026. */
export function useFilingWords(): (field: Filed, value: string) => string {
  const { types, classifications } = useFilingChoices();
  const named = (choices: Choice[], value: string) =>
    choices.find((choice) => choice.value === value)?.label ?? value;
  return (field, value) => {
    if (field === "issued_on") return fullDate(value);
    if (field === "type_code") return named(types, value);
    return field === "classification" ? named(classifications, value) : value;
  };
}
