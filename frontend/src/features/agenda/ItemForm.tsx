// Everything the secretariat writes of an item, for a new one and for one that exists.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useView } from "../../live/live.react";
import { Field } from "../../ui/Field";
import { Select } from "../../ui/Select";
import { TextArea } from "../../ui/TextArea";
import { EditClash } from "../desk/EditClash";
import { FormDialog } from "../desk/FormDialog";
import { useEdit } from "../desk/useEdit";
import { useAct } from "../meeting/useAct";
import { peopleQuery } from "../people/directory";
import { PersonPicker } from "../people/PersonPicker";
import { addItem, editItem, type Item, type ItemFields, itemFields } from "./agendaApi";
import { GuestChoice } from "./GuestChoice";
import styles from "./ItemForm.module.css";

type ItemFormProps = { onClose(): void } & (
  | { kind: Item["kind"]; id?: undefined }
  | { id: string; kind?: undefined }
);

export function ItemForm(props: ItemFormProps) {
  return props.id === undefined ? <NewItem {...props} /> : <OldItem {...props} />;
}

function NewItem({ kind, onClose }: { kind: Item["kind"]; onClose(): void }) {
  const { t } = useTranslation();
  const meeting = useView((view) => view.meeting_id);
  const add = useAct(addItem(meeting));
  const [draft, setDraft] = useState<ItemFields>({
    title: kind === "break" ? t("desk.agenda.breakTitle") : "",
    short_title: "",
    planned_minutes: kind === "break" ? 15 : 30,
    presenter_id: "",
    admission: "all",
    guests: [],
  });
  return (
    <FormDialog
      wide={kind === "matter"}
      title={t(kind === "break" ? "desk.agenda.addBreak" : "desk.agenda.addMatter")}
      save={t("desk.agenda.addAct")}
      busy={add.busy}
      refusal={add.refusal}
      onClose={onClose}
      onSave={() => add.act({ kind, fields: draft }, onClose)}
    >
      <ItemInputs kind={kind} draft={draft} onChange={setDraft} />
    </FormDialog>
  );
}

function OldItem({ id, onClose }: { id: string; onClose(): void }) {
  const { t } = useTranslation();
  const meeting = useView((view) => view.meeting_id);
  const live = useView((view) => view.agenda.items[id]);
  const people = useView((view) => view.attendees.people);
  const { data: directory = [] } = useQuery(peopleQuery);
  // The form keeps what it was opened with: a change by others shows as a question when saving.
  const [base] = useState(live);
  const [draft, setDraft] = useState(base && itemFields(base));
  const edit = useEdit(itemFields, editItem(meeting, id));
  if (!base || !draft) return null;
  const say = (field: keyof ItemFields, value: unknown): string => {
    if (field === "planned_minutes") return t("desk.length.minutes", { count: Number(value) });
    if (field === "admission")
      return t(value === "members" ? "desk.agenda.membersOnly" : "desk.agenda.everybody");
    if (field === "presenter_id") return directory.find((person) => person.person_id === value)?.name ?? "";
    if (Array.isArray(value)) return value.map((guest) => people[guest]?.name).join(", ");
    return String(value ?? "");
  };
  const name = base.number ? t("desk.agenda.itemNumber", { number: base.number }) : base.title;
  return (
    <>
      <FormDialog
        wide={base.kind === "matter"}
        title={t("desk.agenda.editOf", { item: name })}
        save={t("common.save")}
        busy={edit.busy}
        refusal={edit.refusal}
        onClose={onClose}
        onSave={() => edit.save({ base, draft }, onClose)}
      >
        <ItemInputs kind={base.kind} draft={draft} onChange={setDraft} />
      </FormDialog>
      <EditClash edit={edit} label={(field) => t(`desk.agenda.field.${field}`)} say={say} after={onClose} />
    </>
  );
}

interface ItemInputsProps {
  kind: Item["kind"];
  draft: ItemFields;
  onChange(draft: ItemFields): void;
}

function ItemInputs({ kind, draft, onChange }: ItemInputsProps) {
  const { t } = useTranslation();
  const change = (part: Partial<ItemFields>) => onChange({ ...draft, ...part });
  const minutes = (
    <Field
      label={t("desk.agenda.field.planned_minutes")}
      type="number"
      min={1}
      max={1440}
      value={draft.planned_minutes || ""}
      onChange={(event) => change({ planned_minutes: Math.trunc(event.target.valueAsNumber) || 0 })}
    />
  );
  if (kind === "break") {
    return (
      <>
        <Field
          label={t("desk.agenda.field.title")}
          value={draft.title}
          onChange={(event) => change({ title: event.target.value })}
        />
        {minutes}
      </>
    );
  }
  return (
    <>
      <TextArea
        label={t("desk.agenda.field.title")}
        value={draft.title}
        maxLength={250}
        onChange={(event) => change({ title: event.target.value })}
      />
      <div className={styles.pair}>
        <Field
          label={t("desk.agenda.field.short_title")}
          hint={t("desk.agenda.shortHint")}
          value={draft.short_title}
          maxLength={28}
          onChange={(event) => change({ short_title: event.target.value })}
        />
        {minutes}
      </div>
      <div className={styles.pair}>
        <PersonPicker
          label={t("desk.agenda.field.presenter_id")}
          value={draft.presenter_id}
          onChange={(presenter_id) => change({ presenter_id })}
        />
        <Select
          label={t("desk.agenda.field.admission")}
          value={draft.admission}
          onChange={(admission) => change({ admission })}
          options={[
            { value: "all", label: t("desk.agenda.everybody") },
            { value: "members", label: t("desk.agenda.membersOnly") },
          ]}
        />
      </div>
      <GuestChoice chosen={draft.guests} onChange={(guests) => change({ guests })} />
    </>
  );
}
