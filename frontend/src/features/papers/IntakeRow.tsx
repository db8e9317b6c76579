// A file on its way into the meeting: its name, how far it is, and what a secretary can do about it.
import { useTranslation } from "react-i18next";
import { useView } from "../../live/live.react";
import { Button } from "../../ui/Button";
import { RefreshIcon } from "../../ui/Icon";
import { asCell, asRow } from "../../ui/tableRoles";
import { size } from "./bytes";
import { Checksum } from "./Checksum";
import { FileButton } from "./FileButton";
import styles from "./IntakeRow.module.css";
import type { IntakeRow } from "./intakeRows";
import { dropIntake, retryIntake } from "./intakesApi";
import { PasswordBox } from "./PasswordBox";
import { useIntakeAct, useIntakes } from "./RunningUploads";
import { DuplicateMark, StageMark } from "./StageMark";

export const rowId = (row: IntakeRow) => `intake-${row.key}`;

export function IntakeTableRow({ row }: { row: IntakeRow }) {
  const trouble = (row.stage === "refused" && !row.duplicate) || row.stage === "failed";
  return (
    <tr {...asRow} id={rowId(row)} tabIndex={-1} className={trouble ? styles.trouble : styles.row}>
      <td {...asCell} className={styles.blank} />
      <td {...asCell} className={styles.file}>
        <span className={styles.name}>{row.name}</span>
        <span className={styles.facts}>
          {size(row.size)}
          {row.hash && <Checksum hash={row.hash} file={row.name} />}
        </span>
      </td>
      <td {...asCell} colSpan={3}>
        <IntakeState row={row} />
      </td>
      <td {...asCell} className={styles.work}>
        <IntakeWork row={row} />
      </td>
    </tr>
  );
}

export function IntakeState({ row }: { row: IntakeRow }) {
  if (row.stage === "needs_password" && row.intake) {
    return <PasswordBox intake={row.intake} file={row.name} why={row.why} />;
  }
  if (row.duplicate && (row.stage === "done" || row.stage === "refused")) {
    return (
      <>
        <Duplicate duplicate={row.duplicate} />
        {row.stage === "refused" && <p>{row.why}</p>}
      </>
    );
  }
  return <StageMark row={row} />;
}

export function Duplicate({ duplicate }: { duplicate: NonNullable<IntakeRow["duplicate"]> }) {
  const { t } = useTranslation();
  const number = useView((view) => {
    const paper = view.papers[duplicate.paper_id];
    return paper && view.agenda.items[paper.item_id]?.number;
  });
  const title = duplicate.title;
  return (
    <DuplicateMark>
      {number === undefined
        ? t("papers.intake.duplicate", { title })
        : t("papers.intake.duplicateIn", { title, number })}
    </DuplicateMark>
  );
}

export function IntakeWork({ row }: { row: IntakeRow }) {
  const { t } = useTranslation();
  const { queue } = useIntakes();
  const drop = useIntakeAct(dropIntake);
  const retry = useIntakeAct(retryIntake);
  const { stage, upload, intake, name: file } = row;
  const leave = () => {
    if (upload !== undefined) queue.stop(upload);
    if (intake !== undefined) drop.mutate(intake);
  };
  const again = () => {
    if (upload !== undefined) queue.retry(upload);
    else if (intake !== undefined) retry.mutate(intake);
  };
  const ended = stage === "refused" || stage === "failed" || stage === "done";
  const refusal = drop.error ?? retry.error;
  return (
    <>
      {stage === "interrupted" && <ChooseAgain row={row} />}
      {stage === "failed" && (
        <Button
          variant="quiet"
          icon={<RefreshIcon size={20} />}
          busy={retry.isPending}
          aria-label={t("papers.intake.retryOf", { file })}
          onClick={again}
        >
          {t("common.retry")}
        </Button>
      )}
      <Button
        variant="quiet"
        busy={drop.isPending}
        aria-label={t(ended ? "papers.intake.putAwayOf" : "papers.intake.cancelOf", { file })}
        onClick={leave}
      >
        {t(ended ? "papers.intake.putAway" : "papers.intake.cancel")}
      </Button>
      {refusal && (
        <p className={styles.refusal} role="alert">
          {refusal.message}
        </p>
      )}
    </>
  );
}

/** The browser forgot the file with the page: the same one, chosen again, goes on where it was cut. */
function ChooseAgain({ row }: { row: IntakeRow }) {
  const { t } = useTranslation();
  const { queue } = useIntakes();
  const { intake, item = "", name } = row;
  const take = ([file]: File[]) => {
    if (!file || intake === undefined) return;
    const same = file.name.normalize("NFC") === name && file.size === row.size;
    const target = row.paper ? { item, paper: row.paper } : { item };
    // Another file is another paper: it goes to the same place, from its first byte.
    queue.add([same ? { file, target, intake } : { file, target }]);
  };
  return (
    <FileButton label={t("papers.intake.chooseAgainOf", { file: name })} onFiles={take}>
      {t("papers.intake.chooseAgain")}
    </FileButton>
  );
}
