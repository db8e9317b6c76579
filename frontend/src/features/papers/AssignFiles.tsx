// Which item each chosen file goes to: guessed from its name, corrected by hand.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useView } from "../../live/live.react";
import { Notice } from "../../ui/Notice";
import { Select } from "../../ui/Select";
import { FormDialog } from "../desk/FormDialog";
import styles from "./AssignFiles.module.css";
import { size } from "./bytes";
import { guessItem } from "./guessItem";
import { useUploads } from "./RunningUploads";
import { useMatters } from "./useMatters";

export function AssignFiles({ files, onClose }: { files: File[]; onClose(): void }) {
  const { t } = useTranslation();
  const matters = useMatters();
  const total = useView((view) => view.agenda.order.length);
  const { queue } = useUploads();
  const [targets, setTargets] = useState(() =>
    files.map((file) => guessItem(file.name, matters, matters[0]?.id ?? "")),
  );
  const options = matters.map((item) => ({ value: item.id, label: `${item.number}. ${item.short_title}` }));
  const send = () => {
    if (matters.length > 0)
      queue.add(files.map((file, place) => ({ file, target: { item: targets[place] ?? "" } })));
    onClose();
  };
  return (
    <FormDialog
      wide
      title={t("desk.papers.assign")}
      save={t("desk.papers.send", { count: files.length })}
      busy={false}
      onSave={send}
      onClose={onClose}
    >
      {matters.length === 0 && (
        <Notice tone="warning">{t(total > 0 ? "desk.papers.onlyBreaks" : "desk.papers.noItems")}</Notice>
      )}
      <ul className={styles.files}>
        {files.map((file, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the files are fixed while the dialog is open
          <li key={place} className={styles.file}>
            <span className={styles.name}>
              {file.name} <span className={styles.size}>{size(file.size)}</span>
            </span>
            {matters.length > 0 && (
              <Select
                hideLabel
                label={t("desk.papers.itemOf", { file: file.name })}
                value={targets[place] ?? ""}
                options={options}
                onChange={(item) => setTargets(targets.map((old, at) => (at === place ? item : old)))}
              />
            )}
          </li>
        ))}
      </ul>
    </FormDialog>
  );
}
