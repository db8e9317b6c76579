// What the paper is filed as, beside what its first page says: taken over line by line, or all at once.
import { useTranslation } from "react-i18next";
import { useView } from "../../live/live.react";
import { Button } from "../../ui/Button";
import { DoneIcon, TickIcon } from "../../ui/Icon";
import { Notice } from "../../ui/Notice";
import { asCell, asColumn, asRow, asRowHead, asRows, asTable } from "../../ui/tableRoles";
import { EditClash } from "../desk/EditClash";
import { useEdit } from "../desk/useEdit";
import styles from "./Filing.module.css";
import type { Proposal } from "./factsApi";
import { Panel } from "./Panel";
import { editPaper, type Paper, paperFields } from "./papersApi";
import { type Line, lines, taken } from "./proposed";
import { useFilingWords } from "./useFiling";

interface FilingProps {
  id: string;
  paper: Paper;
  proposal?: Proposal;
  studied: boolean;
}

export function Filing({ id, paper, proposal, studied }: FilingProps) {
  const { t } = useTranslation();
  const meeting = useView((view) => view.meeting_id);
  const can = useView((view) => view.can.includes("attach_paper"));
  const edit = useEdit(paperFields, editPaper(meeting, id));
  const say = useFilingWords();
  const fields = paperFields(paper);
  const all = lines(fields, proposal);
  const open = all.filter(({ proposed }) => proposed);
  const take = (chosen: Line[]) => edit.save({ base: paper, draft: { ...fields, ...taken(chosen) } });
  return (
    <Panel
      title={t("papers.filing.title")}
      action={
        can &&
        open.length > 0 && (
          <Button variant="primary" icon={<TickIcon />} busy={edit.busy} onClick={() => take(open)}>
            {t("papers.filing.takeAll", { count: open.length })}
          </Button>
        )
      }
    >
      <table {...asTable} className={styles.filing}>
        <thead {...asRows}>
          <tr {...asRow}>
            <th {...asColumn} scope="col" className={styles.field}>
              {t("papers.filing.what")}
            </th>
            <th {...asColumn} scope="col">
              {t("papers.filing.set")}
            </th>
            <th {...asColumn} scope="col">
              {t("papers.filing.proposed")}
            </th>
            <th {...asColumn} scope="col" className={styles.act}>
              <span className="heard">{t("desk.work")}</span>
            </th>
          </tr>
        </thead>
        <tbody {...asRows}>
          {all.map((line) => (
            <tr {...asRow} key={line.field} className={line.proposed ? styles.open : ""}>
              <th {...asRowHead} scope="row" className={styles.field}>
                {t(`papers.filing.field.${line.field}`)}
              </th>
              <td {...asCell} data-label={t("papers.filing.set")}>
                {line.set ? say(line.field, line.set) : <em>{t("papers.filing.unset")}</em>}
              </td>
              <td {...asCell} data-label={t("papers.filing.proposed")}>
                {line.proposed ? (
                  <strong>{say(line.field, line.proposed)}</strong>
                ) : line.agrees ? (
                  <span className={styles.agrees}>
                    <DoneIcon size={20} />
                    {t("papers.filing.agrees")}
                  </span>
                ) : (
                  <em>{t(studied ? "papers.filing.nothing" : "papers.filing.reading")}</em>
                )}
              </td>
              <td {...asCell} className={styles.act}>
                {can && line.proposed && (
                  <Button
                    variant="quiet"
                    busy={edit.busy}
                    aria-label={t("papers.filing.takeOf", {
                      field: t(`papers.filing.field.${line.field}`),
                      value: say(line.field, line.proposed),
                    })}
                    onClick={() => take([line])}
                  >
                    {t("papers.filing.take")}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {edit.refusal && (
        <Notice tone="error" onDismiss={edit.forget}>
          {edit.refusal.message}
        </Notice>
      )}
      <EditClash
        edit={edit}
        label={(field) => t(`papers.filing.field.${field}`)}
        say={(field, value) => (field === "item_id" ? value : value && say(field, value))}
        after={() => {}}
      />
    </Panel>
  );
}
