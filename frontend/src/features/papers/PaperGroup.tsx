// One item with its papers and the files on their way to it; the whole group takes dropped files.
import { type DragEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useView } from "../../live/live.react";
import { UploadIcon } from "../../ui/Icon";
import type { Item } from "../agenda/agendaApi";
import { FileButton } from "./FileButton";
import styles from "./PaperGroup.module.css";
import { PaperRow } from "./PaperRow";
import { useUploads } from "./RunningUploads";
import { UploadRow } from "./UploadRow";
import type { RunningUpload } from "./uploadQueue";

interface PaperGroupProps {
  item: Item & { id: string };
  can: boolean;
  uploads: RunningUpload[];
  onEdit(paper: string): void;
  onWithdraw(paper: string): void;
}

export function PaperGroup({ item, can, uploads, onEdit, onWithdraw }: PaperGroupProps) {
  const { t } = useTranslation();
  const papers = useView((view) => view.papers);
  const { queue } = useUploads();
  const [over, setOver] = useState(false);
  const add = (files: Iterable<File>) =>
    queue.add(Array.from(files, (file) => ({ file, target: { item: item.id } })));
  const takes = (event: DragEvent) => can && event.dataTransfer.types.includes("Files");
  const replacing = (paper: string) =>
    uploads.find((upload) => "paper" in upload.target && upload.target.paper === paper);
  const fresh = uploads.filter((upload) => !("paper" in upload.target));
  const { number = "" } = item;
  return (
    <tbody
      className={over ? styles.over : ""}
      onDragOver={(event) => {
        if (!takes(event)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={(event) => {
        if (!takes(event)) return;
        event.preventDefault();
        setOver(false);
        add(event.dataTransfer.files);
      }}
    >
      <tr className={styles.item}>
        <th scope="rowgroup" className={styles.number}>
          {number}
        </th>
        <td colSpan={4}>
          <span className={styles.title}>{item.title}</span>
          {item.papers.length === 0 && uploads.length === 0 && (
            <span className={styles.none}> · {t("desk.agenda.noPapers")}</span>
          )}
        </td>
        <td className={styles.work}>
          {can && (
            <FileButton
              multiple
              icon={<UploadIcon size={20} />}
              label={t("desk.papers.addTo", { number })}
              onFiles={add}
            >
              {t("desk.papers.addShort")}
            </FileButton>
          )}
        </td>
      </tr>
      {item.papers.map((id, place) => {
        const paper = papers[id];
        return (
          paper && (
            <PaperRow
              key={id}
              id={id}
              paper={paper}
              number={`${number}.${place + 1}`}
              can={can}
              upload={replacing(id)}
              onReplace={(file) => queue.add([{ file, target: { item: item.id, paper: id } }])}
              onEdit={() => onEdit(id)}
              onWithdraw={() => onWithdraw(id)}
            />
          )
        );
      })}
      {fresh.map((upload) => (
        <UploadRow key={upload.key} upload={upload} />
      ))}
    </tbody>
  );
}
