// Pairs a tablet with a person: choose them, show the QR code, and see when the tablet has taken it.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client";
import { stopwatch } from "../../i18n/time";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { RefreshIcon } from "../../ui/Icon";
import { Notice } from "../../ui/Notice";
import { useAct } from "../meeting/useAct";
import { PersonPicker } from "../people/PersonPicker";
import { TrustHint } from "../trust/TrustHint";
import { devicesQuery, invite, pairingQuery } from "./devicesApi";
import styles from "./PairTablet.module.css";

export interface PairTabletProps {
  /** For whom; chosen in the dialog when absent. */
  person?: { person_id?: string; name: string; post: string };
  onClose(): void;
}

export function PairTablet({ person, onClose }: PairTabletProps) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState(person?.person_id ?? "");
  const pair = useAct(invite);
  const [pairing, setPairing] = useState<Schemas["Pairing"]>();
  const start = () => chosen && pair.act(chosen, setPairing);
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("desk.pairing.title")}
      description={person ? `${person.name}, ${person.post}` : undefined}
      actions={
        <>
          <Button onClick={onClose}>{t("common.close")}</Button>
          {!pairing && (
            <Button variant="primary" busy={pair.busy} disabled={!chosen} onClick={start}>
              {t("desk.pairing.show")}
            </Button>
          )}
        </>
      }
    >
      <div className={styles.steps}>
        {!person && !pairing && (
          <PersonPicker label={t("desk.pairing.person")} value={chosen} onChange={setChosen} />
        )}
        {!pairing && <p>{t("desk.pairing.before")}</p>}
        {pair.refusal && <Notice tone="error">{pair.refusal.message}</Notice>}
        {pairing && (
          <Code
            key={pairing.pairing_id}
            pairing={pairing}
            again={
              <Button icon={<RefreshIcon />} busy={pair.busy} onClick={start}>
                {t("desk.pairing.again")}
              </Button>
            }
          />
        )}
      </div>
    </Dialog>
  );
}

function Code({ pairing, again }: { pairing: Schemas["Pairing"]; again: React.ReactNode }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { data, error } = useQuery(pairingQuery(pairing.pairing_id));
  const left = useTimeLeft(Date.parse(pairing.expires_at));
  const claimed = data?.state === "claimed";
  useEffect(() => {
    if (claimed) void queries.invalidateQueries({ queryKey: devicesQuery.queryKey });
  }, [claimed, queries]);
  if (claimed) {
    return (
      <Notice tone="done" title={t("desk.pairing.done")}>
        {t("desk.pairing.doneHint")}
      </Notice>
    );
  }
  if (data?.state === "expired" || left <= 0) {
    return (
      <Notice tone="warning" title={t("desk.pairing.expired")} action={again}>
        {t("desk.pairing.expiredHint")}
      </Notice>
    );
  }
  return (
    <div className={styles.code}>
      <img
        className={styles.picture}
        src={`data:image/svg+xml,${encodeURIComponent(pairing.qr_svg)}`}
        alt={t("desk.pairing.qr")}
      />
      <div className={styles.words}>
        <ol className={styles.list}>
          <li>{t("desk.pairing.step1")}</li>
          <li>{t("desk.pairing.step2")}</li>
          <li>{t("desk.pairing.step3")}</li>
        </ol>
        <p>{t("desk.pairing.orType")}</p>
        <p className={styles.address}>{pairing.url}</p>
        <p className={styles.left} role="timer">
          {t("desk.pairing.left", { time: stopwatch(left) })}
        </p>
        {error && <Notice tone="error">{error.message}</Notice>}
      </div>
      <TrustHint />
    </div>
  );
}

function useTimeLeft(until: number): number {
  const [left, setLeft] = useState(() => until - Date.now());
  useEffect(() => {
    const timer = setInterval(() => setLeft(until - Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [until]);
  return left;
}
