// What each chosen file is called and which item it goes to: guessed from its name, corrected by hand.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useView } from "../../live/live.react";
import { Field } from "../../ui/Field";
import { RefreshIcon } from "../../ui/Icon";
import { Notice } from "../../ui/Notice";
import { Select } from "../../ui/Select";
import { FormDialog } from "../desk/FormDialog";
import styles from "./AssignFiles.module.css";
import { share, size } from "./bytes";
import { guessItem } from "./guessItem";
import { resumes } from "./intakeRows";
import { proposedTitle } from "./proposedTitle";
import { useIntakes } from "./RunningUploads";
import { useMatters } from "./useMatters";

export function AssignFiles({ files, onClose }: { files: File[]; onClose(): void }) {
  const { t } = useTranslation();
  const matters = useMatters();
  const total = useView((view) => view.agenda.order.length);
  const { queue, rows: coming } = useIntakes();
  const [targets, setTargets] = useState(() =>
    files.map(({ name }) => ({
      item: guessItem(name, matters, matters[0]?.id ?? ""),
      title: proposedTitle(name),
    })),
  );
  const change = (place: number, part: Partial<(typeof targets)[number]>) =>
    setTargets(targets.map((old, at) => (at === place ? { ...old, ...part } : old)));
  const options = matters.map((item) => ({ value: item.id, label: `${item.number}. ${item.short_title}` }));
  const rows = targets.flatMap((target, place) => {
    const file = files[place];
    return file ? [{ file, target, unfinished: resumes(file, coming) }] : [];
  });
  const send = () => {
    if (matters.length > 0) {
      queue.add(
        rows.map(({ file, target, unfinished }) =>
          unfinished
            ? { file, target: { item: unfinished.item ?? target.item }, intake: unfinished.intake }
            : { file, target },
        ),
      );
    }
    onClose();
  };
  return (
    <FormDialog
      wide
      title={t("desk.papers.assign")}
      description={t("desk.papers.assignHint")}
      save={t("desk.papers.send", { count: files.length })}
      busy={false}
      onSave={send}
      onClose={onClose}
    >
      {matters.length === 0 && (
        <Notice tone="warning">{t(total > 0 ? "desk.papers.onlyBreaks" : "desk.papers.noItems")}</Notice>
      )}
      {matters.length > 0 && (
        <ul className={styles.files}>
          {rows.map(({ file, target, unfinished }, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the files are fixed while the dialog is open
            <li key={place} className={styles.file}>
              <Field
                label={`${file.name} (${size(file.size)})`}
                aria-label={t("desk.papers.titleOf", { file: file.name })}
                value={target.title}
                maxLength={250}
                onChange={(event) => change(place, { title: event.target.value })}
              />
              {unfinished ? (
                <p className={styles.unfinished}>
                  <RefreshIcon size={20} />
                  {t("papers.intake.resumes", { share: share(unfinished.received, unfinished.size) })}
                </p>
              ) : (
                <Select
                  hideLabel
                  label={t("desk.papers.itemOf", { file: file.name })}
                  value={target.item}
                  options={options}
                  onChange={(item) => change(place, { item })}
                />
              )}
            </li>
          ))}
        </ul>
      )}
    </FormDialog>
  );
}
