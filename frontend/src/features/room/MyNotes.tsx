// "Ghi chú của tôi": what one has written on this meeting's papers, one touch from its page.
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { buttonLook } from "../../ui/Button";
import { NotesIcon } from "../../ui/Icon";
import bar from "./Session.module.css";

export function MyNotes({ meeting }: { meeting: string }) {
  const { t } = useTranslation();
  return (
    <Link
      className={buttonLook({ size: "bar" }, bar.side)}
      to="/room/notes"
      search={{ meeting, within: meeting }}
    >
      <NotesIcon />
      <span>{t("notes.mine")}</span>
    </Link>
  );
}
