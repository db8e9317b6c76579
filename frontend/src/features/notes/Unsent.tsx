// How much of what was written the server has not got yet, in words that stay until it has.
import { useTranslation } from "react-i18next";
import type { Book } from "../../ink/book";
import { useSync } from "./book";
import styles from "./Unsent.module.css";

export function Unsent({ book }: { book: Book }) {
  const { t } = useTranslation();
  const { unsent, waiting, refused, fleeting } = useSync(book);
  // A stroke on its way needs no words: only one that has to wait does.
  const told = unsent > 0 && waiting;
  return (
    <div className={styles.unsent} role="status">
      {told && (
        <p>
          <strong>{t("notes.unsent", { count: unsent })}</strong>{" "}
          <span>{t(fleeting ? "notes.unsentFleeting" : "notes.unsentDetail")}</span>
        </p>
      )}
      {refused && <p>{t("notes.refused", { words: refused })}</p>}
    </div>
  );
}
