// The digital signatures of a file, plainly: who, when, what is covered, and whether it still holds.
import { useTranslation } from "react-i18next";
import { clock, date } from "../../i18n/time";
import { AlteredIcon, SealIcon, UnknownIcon } from "../../ui/Icon";
import type { Signature } from "./factsApi";
import { Panel } from "./Panel";
import styles from "./Signatures.module.css";

const signs = {
  valid: SealIcon,
  altered: AlteredIcon,
  unknown_issuer: UnknownIcon,
  unreadable: UnknownIcon,
};

export function Signatures({ signatures }: { signatures: readonly Signature[] }) {
  const { t } = useTranslation();
  return (
    <Panel title={t("papers.signature.title", { count: signatures.length })}>
      {signatures.length === 0 ? (
        <p className={styles.none}>{t("papers.signature.none")}</p>
      ) : (
        <ol className={styles.list}>
          {signatures.map((signature, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: signatures of a file never change their order
            <One key={place} signature={signature} />
          ))}
        </ol>
      )}
    </Panel>
  );
}

function One({ signature }: { signature: Signature }) {
  const { t } = useTranslation();
  const { signer, organisation, issuer, signed_at, timestamped, state, covers, purpose, visible } = signature;
  const Sign = signs[state];
  const { added = [], remarks = [], reason, location } = signature;
  const when = signed_at && t("papers.file.at", { date: date(signed_at), time: clock(signed_at) });
  return (
    <li className={`${styles.signature} ${styles[state]}`}>
      <p className={styles.verdict}>
        <Sign size={24} />
        <strong>{t(`papers.signature.state.${state}`)}</strong>
      </p>
      <p>{t(`papers.signature.meaning.${state}`)}</p>
      <dl className={styles.facts}>
        <dt>{t("papers.signature.who")}</dt>
        <dd>
          {signer || t("papers.signature.nobody")}
          {organisation && organisation !== signer && <span>{organisation}</span>}
        </dd>
        <dt>{t("papers.signature.when")}</dt>
        <dd>
          {when ?? t("papers.signature.noTime")}
          {when && (
            <span>{t(timestamped ? "papers.signature.timestamped" : "papers.signature.ownClock")}</span>
          )}
        </dd>
        <dt>{t("papers.signature.covers")}</dt>
        <dd>
          {t(`papers.signature.cover.${covers}`)}
          {added.length > 0 && (
            <span>
              {t("papers.signature.since")}{" "}
              {added
                .map((kind) => t(`papers.signature.added.${kind as "note"}`, { defaultValue: kind }))
                .join(", ")}
            </span>
          )}
        </dd>
        <dt>{t("papers.signature.issuer")}</dt>
        <dd>{issuer ?? t("papers.signature.noIssuer")}</dd>
        {purpose !== "approval" && (
          <>
            <dt>{t("papers.signature.purpose")}</dt>
            <dd>{t(`papers.signature.for.${purpose}`)}</dd>
          </>
        )}
        {(reason || location) && (
          <>
            <dt>{t("papers.signature.said")}</dt>
            <dd>{[reason, location].filter(Boolean).join(", ")}</dd>
          </>
        )}
        {visible && (
          <>
            <dt>{t("papers.signature.seen")}</dt>
            <dd>{t("papers.signature.onPage", { page: visible.page })}</dd>
          </>
        )}
      </dl>
      {remarks.map((remark) => (
        <p key={remark} className={styles.remark}>
          {t(`papers.signature.remark.${remark as "weak_digest"}`, { defaultValue: remark })}
        </p>
      ))}
    </li>
  );
}
