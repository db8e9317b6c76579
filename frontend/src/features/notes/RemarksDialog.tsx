// In the reader: the remarks one has shared on this paper, and those that came to one's unit.
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Dialog } from "../../ui/Dialog";
import { NoteIcon } from "../../ui/Icon";
import look from "../../ui/Tool.module.css";
import styles from "./HandTools.module.css";
import { Remarks } from "./Remarks";
import { remarksQuery } from "./remarksApi";

interface RemarksDialogProps {
  meeting: string;
  paper: string;
  hash: string;
  onClose(): void;
}

export function RemarksDialog({ meeting, paper, hash, onClose }: RemarksDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog open wide onClose={onClose} title={t("notes.remarks.title")}>
      <Remarks meeting={meeting} paper={paper} hash={hash} none={t("notes.remarks.none")} />
    </Dialog>
  );
}

/** There while there are any: those not read yet are counted. */
export function RemarksButton({
  meeting,
  paper,
  onOpen,
}: Omit<RemarksDialogProps, "hash" | "onClose"> & { onOpen(): void }) {
  const { t } = useTranslation();
  const { data } = useQuery(remarksQuery(meeting, paper));
  if (!data || data.remarks.length === 0) return null;
  const fresh = data.remarks.filter(({ own, read_at }) => !own && !read_at).length;
  return (
    <button type="button" className={`${look.tool} ${styles.own}`} onClick={onOpen}>
      <NoteIcon />
      <span>{fresh > 0 ? t("notes.remarks.fresh", { count: fresh }) : t("notes.remarks.list")}</span>
    </button>
  );
}
