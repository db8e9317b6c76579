// A paper in a list: the whole row opens it, and says whether it has been read.
import { Link } from "@tanstack/react-router";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { DoneIcon, NextIcon, PaperIcon, WarningIcon } from "../../ui/Icon";
import type { ReadState } from "../meeting/readState";
import type { Paper } from "../meeting/situation";
import { Whole } from "../meeting/Whole";
import { Secrecy } from "../papers/Secrecy";
import styles from "./PaperRow.module.css";
import { useVisit } from "./visit.react";

export const rowOf = (paper: string) => `paper-${paper}`;

/** A draft has no number yet: "/KH-UBND" is written "…/KH-UBND". */
const numbered = (symbol: string) => (symbol.startsWith("/") ? `…${symbol}` : symbol);

export interface PaperRowProps {
  meeting: string;
  id: string;
  paper: Paper;
  state: ReadState;
}

export function PaperRow({ meeting, id, paper, state }: PaperRowProps) {
  const { t } = useTranslation();
  const { leaveFor } = useVisit();
  // An office file that could not be turned into pages is known by its kind.
  const pages = paper.pages > 0 ? inPack(paper, t) : (paper.kind ?? "").toUpperCase();
  return (
    <li>
      <Link
        id={rowOf(id)}
        className={styles.row}
        to="/room/meetings/$meetingId/papers/$paperId"
        params={{ meetingId: meeting, paperId: id }}
        onClick={() => leaveFor(id)}
      >
        <span className={styles.icon}>
          <PaperIcon />
        </span>
        <span className={styles.words}>
          <span className={styles.title}>
            <Whole>{paper.title}</Whole>
          </span>
          <span className={styles.detail}>
            {paper.symbol ? t("room.papers.symbol", { symbol: numbered(paper.symbol), pages }) : pages}{" "}
            <Secrecy paper={paper} />
          </span>
        </span>
        <span className={styles.state}>
          <Sign state={state} />
          <span>{t(`room.papers.${state}`)}</span>
        </span>
        <NextIcon className={styles.go} />
      </Link>
    </li>
  );
}

/** How many pages it has, and which of the whole pack they are. */
function inPack({ pages: count, pack_page: from }: Paper, t: TFunction) {
  const pages = t("room.papers.pages", { count });
  if (from === undefined) return pages;
  return t("room.papers.inPack", { count, pages, from: String(from), to: String(from + count - 1) });
}

function Sign({ state }: { state: ReadState }) {
  if (state === "read") return <DoneIcon className={styles.read} />;
  if (state === "changed") return <WarningIcon className={styles.changed} />;
  return <span className={styles.unread} />;
}
