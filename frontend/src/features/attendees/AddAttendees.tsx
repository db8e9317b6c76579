// Adds people from the directory: search without marks, filter by unit, choose many, one role for all of them.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useView } from "../../live/live.react";
import { Field } from "../../ui/Field";
import { Select } from "../../ui/Select";
import { ErrorState, Loading } from "../../ui/State";
import { FormDialog } from "../desk/FormDialog";
import { useAct } from "../meeting/useAct";
import { answersTo, called, peopleQuery, unitsQuery } from "../people/directory";
import styles from "./AddAttendees.module.css";
import { addAttendees, ROLES, type Role } from "./attendeesApi";

const EVERY_UNIT = "all";

export function AddAttendees({ onClose }: { onClose(): void }) {
  const { t } = useTranslation();
  const meeting = useView((view) => view.meeting_id);
  const attending = useView((view) => view.attendees.people);
  const people = useQuery(peopleQuery);
  const { data: units = [] } = useQuery(unitsQuery);
  const [query, setQuery] = useState("");
  const [unit, setUnit] = useState(EVERY_UNIT);
  const [role, setRole] = useState<Role>("member");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const add = useAct(addAttendees(meeting));

  const there = new Set(Object.values(attending).map((attendee) => attendee.person_id));
  const free = (people.data ?? []).filter((person) => !there.has(person.person_id));
  const shown = free.filter(
    (person) => (unit === EVERY_UNIT || person.unit_id === unit) && answersTo(person, query),
  );
  const toggle = (ids: string[], on: boolean) => {
    const next = new Set(chosen);
    for (const id of ids) on ? next.add(id) : next.delete(id);
    setChosen(next);
  };
  const picked = free.filter((person) => chosen.has(person.person_id));
  const allShown = shown.length > 0 && shown.every((person) => chosen.has(person.person_id));
  return (
    <FormDialog
      wide
      title={t("desk.attendees.add")}
      save={
        picked.length > 0 ? t("desk.attendees.addAct", { count: picked.length }) : t("desk.attendees.add")
      }
      busy={add.busy}
      refusal={add.refusal}
      onClose={onClose}
      onSave={() =>
        picked.length > 0
          ? add.act(
              picked.map(({ person_id }) => ({ person_id, role })),
              onClose,
            )
          : onClose()
      }
    >
      <div className={styles.filters}>
        <Field
          label={t("desk.attendees.search")}
          placeholder={t("desk.people.typeName")}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
        <Select
          label={t("desk.attendees.unit")}
          value={unit}
          onChange={setUnit}
          options={[
            { value: EVERY_UNIT, label: t("desk.attendees.everyUnit") },
            ...units.map((one) => ({ value: one.unit_id, label: one.name })),
          ]}
        />
        <Select<Role>
          label={t("desk.attendees.roleForAll")}
          value={role}
          onChange={setRole}
          options={ROLES.map((one) => ({ value: one, label: t(`common.role.${one}`) }))}
        />
      </div>
      {people.error && !people.data && <ErrorState error={people.error} onRetry={() => people.refetch()} />}
      {people.isPending && <Loading rows={5} />}
      {people.data && (
        <fieldset className={styles.people}>
          <legend className="heard">{t("desk.attendees.choose")}</legend>
          <label className={`${styles.person} ${styles.all}`}>
            <input
              type="checkbox"
              checked={allShown}
              disabled={shown.length === 0}
              onChange={(event) =>
                toggle(
                  shown.map((person) => person.person_id),
                  event.target.checked,
                )
              }
            />
            <span>{t("desk.attendees.allShown", { count: shown.length })}</span>
          </label>
          <ul className={styles.list}>
            {shown.map((person) => (
              <li key={person.person_id}>
                <label className={styles.person}>
                  <input
                    type="checkbox"
                    checked={chosen.has(person.person_id)}
                    onChange={(event) => toggle([person.person_id], event.target.checked)}
                  />
                  <span>
                    <strong>{called(person)}</strong>
                    <span className={styles.post}>
                      {/* Many posts end in the unit's name. */}
                      {person.post.endsWith(person.unit) ? person.post : `${person.post} · ${person.unit}`}
                    </span>
                  </span>
                </label>
              </li>
            ))}
          </ul>
          {shown.length === 0 && <p className={styles.none}>{t("desk.people.none")}</p>}
        </fieldset>
      )}
    </FormDialog>
  );
}
