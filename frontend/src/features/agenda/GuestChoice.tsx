// Who is admitted to one item by name: the meeting's guests and invited people.
import { useTranslation } from "react-i18next";
import { useView } from "../../live/live.react";
import { called } from "../people/directory";
import styles from "./GuestChoice.module.css";

export function GuestChoice({ chosen, onChange }: { chosen: string[]; onChange(chosen: string[]): void }) {
  const { t } = useTranslation();
  const { order, people } = useView((view) => view.attendees);
  const guests = order.flatMap((id) => {
    const person = people[id];
    return person && (person.role === "guest" || person.role === "invited") ? [{ id, person }] : [];
  });
  const toggle = (id: string, on: boolean) =>
    onChange((on ? [...chosen, id] : chosen.filter((other) => other !== id)).sort());
  return (
    <fieldset className={styles.guests}>
      <legend className={styles.label}>{t("desk.agenda.field.guests")}</legend>
      {guests.length === 0 && <p className={styles.hint}>{t("desk.agenda.noGuestsYet")}</p>}
      {guests.length > 0 && (
        <ul className={styles.list}>
          {guests.map(({ id, person }) => (
            <li key={id}>
              <label className={styles.guest}>
                <input
                  type="checkbox"
                  checked={chosen.includes(id)}
                  onChange={(event) => toggle(id, event.target.checked)}
                />
                <span>
                  <strong>{called(person)}</strong>, {person.post}
                  <span className={styles.role}>{t(`common.role.${person.role}`)}</span>
                </span>
              </label>
            </li>
          ))}
        </ul>
      )}
    </fieldset>
  );
}
