// Chooses one person of the directory by typing any part of name, post or unit, with or without marks.
import { Combobox } from "@base-ui/react/combobox";
import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { CloseIcon, OpenIcon, TickIcon } from "../../ui/Icon";
import { Notice } from "../../ui/Notice";
import { answersTo, called, type Person, peopleQuery } from "./directory";
import styles from "./PersonPicker.module.css";

export interface PersonPickerProps {
  label: string;
  /** A person's id, or "" for nobody. */
  value: string;
  onChange(person: string): void;
}

export function PersonPicker({ label, value, onChange }: PersonPickerProps) {
  const { t } = useTranslation();
  const id = useId();
  const { data: people = [], error } = useQuery(peopleQuery);
  if (error && people.length === 0) return <Notice tone="error">{error.message}</Notice>;
  const chosen = people.find((person) => person.person_id === value) ?? null;
  return (
    <Combobox.Root
      items={people}
      value={chosen}
      onValueChange={(person) => onChange(person?.person_id ?? "")}
      itemToStringLabel={(person: Person) => called(person)}
      isItemEqualToValue={(one, other) => one.person_id === other.person_id}
      filter={(person: Person, query) => answersTo(person, query)}
    >
      <div className={styles.field}>
        <label className={styles.label} htmlFor={id}>
          {label}
        </label>
        <div className={styles.box}>
          <Combobox.Input id={id} className={styles.input} placeholder={t("desk.people.typeName")} />
          <Combobox.Clear className={styles.sign} aria-label={t("desk.people.clear")}>
            <CloseIcon size={20} />
          </Combobox.Clear>
          <Combobox.Trigger className={styles.sign} aria-label={t("desk.people.openList")}>
            <OpenIcon size={20} />
          </Combobox.Trigger>
        </div>
        {chosen && <p className={styles.post}>{chosen.post}</p>}
      </div>
      <Combobox.Portal>
        <Combobox.Positioner className={styles.positioner} sideOffset={4}>
          <Combobox.Popup className={styles.popup}>
            <Combobox.Empty className={styles.none}>{t("desk.people.none")}</Combobox.Empty>
            <Combobox.List>
              {(person: Person) => (
                <Combobox.Item key={person.person_id} value={person} className={styles.item}>
                  <span>
                    <span className={styles.name}>{called(person)}</span>
                    <span className={styles.itemPost}>{person.post}</span>
                  </span>
                  <Combobox.ItemIndicator>
                    <TickIcon size={20} />
                  </Combobox.ItemIndicator>
                </Combobox.Item>
              )}
            </Combobox.List>
          </Combobox.Popup>
        </Combobox.Positioner>
      </Combobox.Portal>
    </Combobox.Root>
  );
}
