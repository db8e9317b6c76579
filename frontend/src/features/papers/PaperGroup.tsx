// One item with its papers and the files on their way to it; the whole group takes dropped files.
import { type DragEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useView } from "../../live/live.react";
import { UploadIcon } from "../../ui/Icon";
import { asCell, asRow, asRowHead, asRows } from "../../ui/tableRoles";
import type { Item } from "../agenda/agendaApi";
import { FileButton } from "./FileButton";
import { IntakeTableRow } from "./IntakeRow";
import { type IntakeRow, isStuck, resumes } from "./intakeRows";
import styles from "./PaperGroup.module.css";
import { PaperRow } from "./PaperRow";
import { useIntakes } from "./RunningUploads";

interface PaperGroupProps {
  item: Item & { id: string };
  can: boolean;
  /** Files on their way to this item or its papers. */
  rows: IntakeRow[];
  onWithdraw(paper: string): void;
}

export function PaperGroup({ item, can, rows, onWithdraw }: PaperGroupProps) {
  const { t } = useTranslation();
  const papers = useView((view) => view.papers);
  const { queue, rows: all } = useIntakes();
  const [over, setOver] = useState(false);
  const add = (files: Iterable<File>) =>
    queue.add(
      Array.from(files, (file) => ({
        file,
        target: { item: item.id },
        intake: resumes(file, all)?.intake,
      })),
    );
  const takes = (event: DragEvent) => can && event.dataTransfer.types.includes("Files");
  /** The file on its way to become this paper, or its next version. */
  const coming = (id: string) =>
    rows.findLast(
      (row) => row.paper === id || (!row.paper && !isStuck(row) && row.hash && row.hash === papers[id]?.hash),
    );
  const taken = new Set(item.papers.map((id) => coming(id)?.key));
  const fresh = rows.filter((row) => !taken.has(row.key) && (row.stage !== "done" || row.duplicate));
  const { number = "" } = item;
  return (
    <tbody
      {...asRows}
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
      <tr {...asRow} className={styles.item}>
        <th {...asRowHead} scope="rowgroup" className={styles.number}>
          {number}
        </th>
        <td {...asCell} colSpan={4}>
          <span className={styles.title}>{item.title}</span>
          {item.papers.length === 0 && fresh.length === 0 && (
            <span className={styles.none}> · {t("desk.agenda.noPapers")}</span>
          )}
        </td>
        <td {...asCell} className={styles.work}>
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
              row={coming(id)}
              onReplace={(file) => queue.add([{ file, target: { item: item.id, paper: id } }])}
              onWithdraw={() => onWithdraw(id)}
            />
          )
        );
      })}
      {fresh.map((row) => (
        <IntakeTableRow key={row.key} row={row} />
      ))}
    </tbody>
  );
}
