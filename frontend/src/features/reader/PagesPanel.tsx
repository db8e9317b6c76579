// All pages at a glance, as small pictures, and the paper's own table of contents: two ways to a page one cannot name.
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Heading } from "../../reader/outline";
import { Loading } from "../../ui/State";
import { Tabs } from "../../ui/Tabs";
import styles from "./PagesPanel.module.css";
import { Panel } from "./Panel";

type Tab = "pictures" | "outline";

interface PagesPanelProps {
  page: number;
  pages: number;
  /** Pages that have changed since this reader last read the paper. */
  changed: readonly number[];
  /** Width over height of a page, where it is known. */
  shape(page: number): number;
  picture(page: number): string;
  outline(): Promise<Heading[]>;
  onGo(page: number, down?: number): void;
  onClose(): void;
}

export function PagesPanel(props: PagesPanelProps) {
  const { t } = useTranslation();
  const [tab, setTab] = useState<Tab>("pictures");
  return (
    <Panel title={t("reader.contents.title")} onClose={props.onClose}>
      <Tabs<Tab>
        label={t("reader.contents.title")}
        value={tab}
        onChange={setTab}
        tabs={[
          { value: "pictures", label: t("reader.contents.pages"), panel: <Pictures {...props} /> },
          { value: "outline", label: t("reader.contents.outline"), panel: <Outline {...props} /> },
        ]}
      />
    </Panel>
  );
}

function Pictures({ page, pages, changed, shape, picture, onGo }: PagesPanelProps) {
  const { t } = useTranslation();
  const here = useRef<HTMLButtonElement>(null);
  // Only once: later the list stays where the finger has put it.
  useEffect(() => {
    // Newer browsers answer with a promise, which is no clean-up.
    here.current?.scrollIntoView({ block: "center", behavior: "instant" });
  }, []);
  return (
    <ol className={styles.pictures}>
      {Array.from({ length: pages }, (_, index) => index + 1).map((number) => (
        <li key={number} className={styles.one}>
          <button
            ref={number === page ? here : undefined}
            type="button"
            className={styles.picture}
            aria-current={number === page ? "page" : undefined}
            aria-label={[
              t("reader.pageOf", { page: String(number), total: String(pages) }),
              ...(changed.includes(number) ? [t("reader.changed.tag")] : []),
            ].join(", ")}
            onClick={() => onGo(number)}
          >
            <img
              src={picture(number)}
              alt=""
              loading="lazy"
              decoding="async"
              width={160}
              height={Math.round(160 / shape(number))}
            />
            <span className={styles.number}>
              {number}
              {changed.includes(number) && <strong aria-hidden="true"> !</strong>}
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}

function Outline({ outline, onGo }: PagesPanelProps) {
  const { t } = useTranslation();
  const [headings, setHeadings] = useState<Heading[]>();
  const ask = useRef(outline);
  useEffect(() => {
    let wanted = true;
    ask.current().then(
      (found) => wanted && setHeadings(found),
      () => wanted && setHeadings([]),
    );
    return () => {
      wanted = false;
    };
  }, []);
  if (!headings) return <Loading rows={4} />;
  if (headings.length === 0) return <p className={styles.none}>{t("reader.contents.none")}</p>;
  return (
    <ol className={styles.headings}>
      {headings.map((heading, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a table of contents never changes
        <li key={place}>
          <button
            type="button"
            className={styles.heading}
            data-depth={heading.depth}
            onClick={async () => {
              const target = await heading.target();
              if (target) onGo(target.page + 1, target.down);
            }}
          >
            {heading.title}
          </button>
        </li>
      ))}
    </ol>
  );
}
