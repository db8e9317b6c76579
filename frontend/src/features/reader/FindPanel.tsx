// Searching this paper: what was typed, every page that holds it, and the way on to the whole pack.
import { Link } from "@tanstack/react-router";
import { type FormEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/Button";
import { SearchIcon } from "../../ui/Icon";
import { ErrorState, Loading } from "../../ui/State";
import { pieces } from "../search/pieces";
import styles from "./FindPanel.module.css";
import { Panel } from "./Panel";
import { atDesk } from "./RoomLink";
import type { Find } from "./useFind";

interface FindPanelProps {
  find: Find;
  meeting: string;
  onClose(): void;
  /** A place was chosen. */
  onTo(): void;
}

export function FindPanel({ find, meeting, onClose, onTo }: FindPanelProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(find.q);
  const field = useId();
  const ask = (event: FormEvent) => {
    event.preventDefault();
    find.ask(typed.trim().slice(0, 200));
  };
  const wider = (
    <>
      <SearchIcon />
      <span>{t("reader.find.pack")}</span>
    </>
  );
  return (
    <Panel title={t("reader.find.title")} onClose={onClose}>
      <search>
        <form className={styles.form} onSubmit={ask}>
          <label className={styles.label} htmlFor={field}>
            {t("reader.find.label")}
          </label>
          <input
            id={field}
            className={styles.input}
            type="search"
            enterKeyHint="search"
            autoComplete="off"
            maxLength={200}
            // biome-ignore lint/a11y/noAutofocus: whoever opens the search wants to type
            autoFocus={find.q === ""}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
          <Button type="submit" variant="primary" className={styles.act}>
            {t("reader.find.act")}
          </Button>
        </form>
      </search>
      <Places find={find} onTo={onTo} />
      {atDesk() ? (
        <Link className={styles.wider} to="/desk/search" search={{ q: typed || undefined }}>
          {wider}
        </Link>
      ) : (
        <Link
          className={styles.wider}
          to="/room/search"
          search={{ q: typed || undefined, meeting, within: meeting }}
        >
          {wider}
        </Link>
      )}
    </Panel>
  );
}

function Places({ find, onTo }: Pick<FindPanelProps, "find" | "onTo">) {
  const { t } = useTranslation();
  const { q, places, busy, error, current } = find;
  if (q === "") return <p className={styles.hint}>{t("reader.find.hint")}</p>;
  if (error) return <ErrorState error={error} onRetry={() => find.ask(q)} />;
  if (busy) return <Loading rows={3} />;
  const here = places[current]?.page;
  return (
    <>
      <p className={styles.count} role="status">
        {places.length === 0
          ? t("reader.find.none", { q })
          : t(find.more ? "reader.find.countMore" : "reader.find.count", { count: places.length })}
      </p>
      {!find.complete && <p className={styles.hint}>{t("reader.find.incomplete")}</p>}
      <ol className={styles.places}>
        {places.map((place, at) =>
          // One row a page: its first place, and how many more there are.
          place.snippet ? (
            <li key={place.page}>
              <button
                type="button"
                className={styles.place}
                aria-current={place.page === here ? "true" : undefined}
                onClick={() => {
                  find.to(at);
                  onTo();
                }}
              >
                <strong>
                  {t("reader.find.page", {
                    page: String(place.page),
                    count: places.filter(({ page }) => page === place.page).length,
                  })}
                </strong>
                <span className={styles.snippet}>
                  {pieces(place.snippet).map(({ text, marked }, piece) =>
                    // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a snippet never change
                    marked ? <mark key={piece}>{text}</mark> : text,
                  )}
                </span>
              </button>
            </li>
          ) : null,
        )}
      </ol>
    </>
  );
}
