// Narrows an answer down: year, type, unit, and the meeting where it was begun.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/Button";
import { Field } from "../../ui/Field";
import { CloseIcon } from "../../ui/Icon";
import { Select } from "../../ui/Select";
import { useFilingChoices } from "../papers/useFiling";
import styles from "./Filters.module.css";
import { houseQuery } from "./houseQuery";
import type { Question } from "./question";

const YEARS = 10;

interface FiltersProps {
  question: Question;
  /** The meeting's title, if the question is about one. */
  meeting?: string;
  onChange(question: Question): void;
}

export function Filters({ question, meeting, onChange }: FiltersProps) {
  const { t } = useTranslation();
  const { data: house } = useQuery(houseQuery);
  const { types } = useFilingChoices();
  const [unit, setUnit] = useState(question.unit ?? "");
  const now = new Date(house?.now ?? Date.now()).getFullYear();
  const years = Array.from({ length: YEARS }, (_, ago) => String(now - ago));
  const narrow = (part: Question) => onChange({ ...question, ...part });
  const narrowed = question.year || question.type || question.unit || question.meeting;
  return (
    <div className={styles.filters}>
      <Select
        label={t("search.filter.year")}
        value={String(question.year ?? "")}
        options={[
          { value: "", label: t("search.filter.everyYear") },
          ...years.map((year) => ({ value: year, label: year })),
        ]}
        onChange={(year) => narrow({ year: year ? Number(year) : undefined })}
      />
      <Select
        label={t("search.filter.type")}
        value={question.type ?? ""}
        options={types.map((type) =>
          type.value === "" ? { value: "", label: t("search.filter.everyType") } : type,
        )}
        onChange={(type) => narrow({ type: type || undefined })}
      />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          narrow({ unit: unit.trim() || undefined });
        }}
      >
        <Field
          label={t("search.filter.unit")}
          value={unit}
          enterKeyHint="search"
          onChange={(event) => setUnit(event.target.value)}
          onBlur={() => unit.trim() !== (question.unit ?? "") && narrow({ unit: unit.trim() || undefined })}
        />
      </form>
      {question.meeting && (
        <Button icon={<CloseIcon size={20} />} onClick={() => narrow({ meeting: undefined })}>
          {meeting ? t("search.filter.onlyMeeting", { title: meeting }) : t("search.filter.oneMeeting")}
        </Button>
      )}
      {narrowed && (
        <Button
          variant="quiet"
          onClick={() => {
            setUnit("");
            onChange({ q: question.q });
          }}
        >
          {t("search.filter.clear")}
        </Button>
      )}
    </div>
  );
}
