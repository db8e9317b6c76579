// Remarks on one paper: those that came to be marked as read, one's own to be taken back.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { clock, date } from "../../i18n/time";
import { Button } from "../../ui/Button";
import { TickIcon, UndoIcon } from "../../ui/Icon";
import { ErrorState, Loading } from "../../ui/State";
import { RoomLink, versionAddress } from "../reader/RoomLink";
import styles from "./Remarks.module.css";
import { markRemarkRead, type Remark, remarksQuery, withdrawRemark } from "./remarksApi";

export interface RemarksProps {
  meeting: string;
  paper: string;
  /** The version everybody is shown. */
  hash: string;
  none: string;
}

const moment = (at: string) => `${clock(at)}, ${date(at)}`;

export function Remarks({ meeting, paper, hash, none }: RemarksProps) {
  const query = useQuery(remarksQuery(meeting, paper));
  if (query.isPending) return <Loading rows={2} />;
  if (!query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const { remarks } = query.data;
  if (remarks.length === 0) return <p className={styles.none}>{none}</p>;
  return (
    <ul className={styles.list}>
      {remarks.map((remark) => (
        <Row key={remark.id} meeting={meeting} paper={paper} hash={hash} remark={remark} />
      ))}
    </ul>
  );
}

interface RowProps {
  meeting: string;
  paper: string;
  hash: string;
  remark: Remark;
}

function Row({ meeting, paper, hash, remark }: RowProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string>();
  const act = async (call: (meeting: string, paper: string, id: string) => Promise<unknown>) => {
    setBusy(true);
    setWrong(undefined);
    try {
      await call(meeting, paper, remark.id);
      await queries.invalidateQueries({ queryKey: remarksQuery(meeting, paper).queryKey });
    } catch (error) {
      setWrong((error as Error).message);
    }
    setBusy(false);
  };
  const to =
    remark.to === "drafter"
      ? t("notes.share.drafter", { unit: remark.unit ?? "" })
      : t("notes.share.secretariat");
  const old = remark.hash !== hash;
  return (
    <li className={styles.remark}>
      <p className={styles.text}>{remark.text}</p>
      <p className={styles.facts}>
        {remark.own
          ? t("notes.remarks.own", { to, time: moment(remark.sent_at) })
          : t("notes.remarks.from", { author: remark.author, time: moment(remark.sent_at) })}
        {remark.read_at && (
          <span className={styles.read}>
            <TickIcon size={18} />
            {t("notes.remarks.readBy", { name: remark.read_by ?? "", time: moment(remark.read_at) })}
          </span>
        )}
      </p>
      <div className={styles.acts}>
        <RoomLink
          meeting={meeting}
          to={versionAddress(meeting, paper, remark.page, old ? remark.hash : undefined)}
          className={styles.open}
        >
          {old && remark.version
            ? t("notes.remarks.openOld", { page: String(remark.page), version: String(remark.version) })
            : t("notes.remarks.open", { page: String(remark.page) })}
        </RoomLink>
        {remark.own ? (
          <Button busy={busy} icon={<UndoIcon />} onClick={() => void act(withdrawRemark)}>
            {t("notes.remarks.withdraw")}
          </Button>
        ) : (
          !remark.read_at && (
            <Button busy={busy} icon={<TickIcon />} onClick={() => void act(markRemarkRead)}>
              {t("notes.remarks.markRead")}
            </Button>
          )
        )}
      </div>
      {wrong && <p role="alert">{wrong}</p>}
    </li>
  );
}
