// Renames a paper, changes its number and symbol, or moves it to another item.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useView } from "../../live/live.react";
import { Field } from "../../ui/Field";
import { Select } from "../../ui/Select";
import { TextArea } from "../../ui/TextArea";
import { EditClash } from "../desk/EditClash";
import { FormDialog } from "../desk/FormDialog";
import { useEdit } from "../desk/useEdit";
import { editPaper, type PaperFields, paperFields } from "./papersApi";
import { useMatters } from "./useMatters";

export function EditPaper({ id, onClose }: { id: string; onClose(): void }) {
  const { t } = useTranslation();
  const meeting = useView((view) => view.meeting_id);
  const live = useView((view) => view.papers[id]);
  const matters = useMatters();
  const [base] = useState(live);
  const [draft, setDraft] = useState(base && paperFields(base));
  const edit = useEdit(paperFields, editPaper(meeting, id));
  if (!base || !draft) return null;
  const change = (part: Partial<PaperFields>) => setDraft({ ...draft, ...part });
  const options = matters.map((item) => ({ value: item.id, label: `${item.number}. ${item.title}` }));
  const say = (field: keyof PaperFields, value?: string) =>
    field === "item_id" ? options.find((option) => option.value === value)?.label : value;
  return (
    <>
      <FormDialog
        title={t("desk.papers.editTitle")}
        save={t("common.save")}
        busy={edit.busy}
        refusal={edit.refusal}
        onClose={onClose}
        onSave={() => edit.save({ base, draft }, onClose)}
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
        <Select
          label={t("desk.papers.field.item_id")}
          value={draft.item_id}
          options={options}
          onChange={(item_id) => change({ item_id })}
        />
      </FormDialog>
      <EditClash edit={edit} label={(field) => t(`desk.papers.field.${field}`)} say={say} after={onClose} />
    </>
  );
}
