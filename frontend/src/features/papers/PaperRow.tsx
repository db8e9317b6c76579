// One paper: number, title and symbol, who submitted it, version and length, and what can be done with it.
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { clock, date, day } from "../../i18n/time";
import { useView } from "../../live/live.react";
import { Button } from "../../ui/Button";
import { DoneIcon } from "../../ui/Icon";
import { asCell, asRow } from "../../ui/tableRoles";
import page from "../desk/Page.module.css";
import { FileButton } from "./FileButton";
import { Duplicate, IntakeState, IntakeWork } from "./IntakeRow";
import type { IntakeRow } from "./intakeRows";
import styles from "./PaperRow.module.css";
import { fileAddress, type Paper } from "./papersApi";
import { Secrecy } from "./Secrecy";

interface PaperRowProps {
  id: string;
  paper: Paper;
  /** "2.1" */
  number: string;
  can: boolean;
  /** The file this paper is becoming, or has become lately. */
  row?: IntakeRow;
  onReplace(file: File): void;
  onWithdraw(): void;
}

export function PaperRow({ id, paper, number, can, row, onReplace, onWithdraw }: PaperRowProps) {
  const { t } = useTranslation();
  const meeting = useView((view) => view.meeting_id);
  const { updated_at } = paper;
  // Once attached, the rest of the work on a file hinders nobody.
  const attached = row === undefined || row.stage === "done" || row.hash === paper.hash;
  const when = day(updated_at) === day(Date.now()) ? clock(updated_at) : date(updated_at);
  return (
    <tr {...asRow} className={styles.row}>
      <td {...asCell}>{number}</td>
      <td {...asCell}>
        <Link
          className={styles.title}
          to="/desk/meetings/$meeting"
          params={{ meeting }}
          search={{ tab: "papers", paper: id }}
          aria-label={t("papers.page.openOf", { number, title: paper.title })}
        >
          {paper.title}
        </Link>
        {paper.symbol && (
          <span className={page.sub}>{t("desk.papers.symbolOf", { symbol: paper.symbol })}</span>
        )}
        <Secrecy paper={paper} />
      </td>
      <td {...asCell}>{paper.unit}</td>
      <td {...asCell}>
        {t("desk.papers.versionOf", { version: paper.version })}
        <span className={styles.note}>
          {paper.pages > 0 ? t("desk.papers.pages", { count: paper.pages }) : paper.kind?.toUpperCase()}
        </span>
      </td>
      <td {...asCell}>
        {row && row.stage !== "done" ? (
          <IntakeState row={row} />
        ) : (
          <>
            <span className={styles.ready}>
              <DoneIcon size={20} />
              {t("desk.papers.readyState")}
            </span>
            <span className={styles.note}>
              {paper.version > 1
                ? t("desk.papers.replacedAt", { version: paper.version - 1, when })
                : t("desk.papers.receivedAt", { when })}
            </span>
            {row?.duplicate && <Duplicate duplicate={row.duplicate} />}
          </>
        )}
      </td>
      <td {...asCell} className={styles.work}>
        {row && !attached ? (
          <IntakeWork row={row} />
        ) : (
          <>
            <a
              className={styles.open}
              href={fileAddress(meeting, id, paper)}
              target="_blank"
              rel="noopener"
              aria-label={t("desk.papers.openOf", { number })}
            >
              {t("desk.papers.open")}
            </a>
            {can && (
              <>
                <FileButton
                  label={t("desk.papers.replaceOf", { number })}
                  onFiles={([file]) => file && onReplace(file)}
                >
                  {t("desk.papers.replace")}
                </FileButton>
                <Button
                  variant="quiet"
                  aria-label={t("desk.papers.withdrawOf", { number })}
                  onClick={onWithdraw}
                >
                  {t("desk.papers.withdraw")}
                </Button>
              </>
            )}
          </>
        )}
      </td>
    </tr>
  );
}
