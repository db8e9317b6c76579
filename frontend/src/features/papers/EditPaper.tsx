// Everything a paper is filed as, by hand: title, number and symbol, type, date, unit, classification, item.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useView } from "../../live/live.react";
import { Field } from "../../ui/Field";
import { Select } from "../../ui/Select";
import { TextArea } from "../../ui/TextArea";
import { EditClash } from "../desk/EditClash";
import { FormDialog } from "../desk/FormDialog";
import page from "../desk/Page.module.css";
import { useEdit } from "../desk/useEdit";
import { fullDate, readDate } from "../desk/when";
import { editPaper, type Paper, type PaperFields, paperFields } from "./papersApi";
import { useFilingChoices, useFilingWords } from "./useFiling";
import { useMatters } from "./useMatters";

export function EditPaper({ id, onClose }: { id: string; onClose(): void }) {
  const { t } = useTranslation();
  const meeting = useView((view) => view.meeting_id);
  const live: Paper | undefined = useView((view) => view.papers[id]);
  const matters = useMatters();
  const [base] = useState(live);
  const [draft, setDraft] = useState(base && paperFields(base));
  const edit = useEdit(paperFields, editPaper(meeting, id));
  const words = useFilingWords();
  const choices = useFilingChoices();
  const [typed, setTyped] = useState(base?.issued_on ? fullDate(base.issued_on) : "");
  const [wrong, setWrong] = useState(false);
  if (!base || !draft) return null;
  const change = (part: Partial<PaperFields>) => setDraft({ ...draft, ...part });
  const options = matters.map((item) => ({ value: item.id, label: `${item.number}. ${item.title}` }));
  const say = (field: keyof PaperFields, value?: string) =>
    field === "item_id"
      ? options.find((option) => option.value === value)?.label
      : value && words(field, value);
  const save = () => {
    const issued_on = typed.trim() === "" ? "" : readDate(typed);
    if (issued_on === undefined) return setWrong(true);
    edit.save({ base, draft: { ...draft, issued_on } }, onClose);
  };
  return (
    <>
      <FormDialog
        wide
        title={t("desk.papers.editTitle")}
        save={t("common.save")}
        busy={edit.busy}
        refusal={edit.refusal}
        onClose={onClose}
        onSave={save}
      >
        <TextArea
          label={t("desk.papers.field.title")}
          value={draft.title}
          maxLength={250}
          onChange={(event) => change({ title: event.target.value })}
        />
        <Field
          label={t("desk.papers.field.symbol")}
          hint={t("desk.papers.symbolHint")}
          value={draft.symbol}
          maxLength={120}
          onChange={(event) => change({ symbol: event.target.value })}
        />
        <div className={page.pair}>
          <Select
            label={t("papers.filing.field.type_code")}
            value={draft.type_code}
            options={choices.types}
            onChange={(type_code) => change({ type_code })}
          />
          <Field
            label={t("papers.filing.field.issued_on")}
            hint={t("papers.filing.dateHint")}
            error={wrong ? t("papers.filing.dateWrong") : undefined}
            value={typed}
            onChange={(event) => {
              setTyped(event.target.value);
              setWrong(false);
            }}
          />
        </div>
        <Field
          label={t("papers.filing.field.unit")}
          value={draft.unit}
          maxLength={250}
          onChange={(event) => change({ unit: event.target.value })}
        />
        <Select
          label={t("papers.filing.field.classification")}
          value={draft.classification}
          options={choices.classifications}
          onChange={(classification) => change({ classification })}
        />
        <Select
          label={t("desk.papers.field.item_id")}
          value={draft.item_id}
          options={options}
          onChange={(item_id) => change({ item_id })}
        />
      </FormDialog>
      <EditClash edit={edit} label={(field) => t(`papers.filing.field.${field}`)} say={say} after={onClose} />
    </>
  );
}
