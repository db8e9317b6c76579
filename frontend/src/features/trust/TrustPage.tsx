// A new tablet's first page, over plain HTTP: walks it through trusting the house, and goes on by itself once that works.
import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/Button";
import { SealIcon } from "../../ui/Icon";
import { Notice } from "../../ui/Notice";
import { Segments } from "../../ui/Segments";
import { EmptyState, ErrorState, Loading } from "../../ui/State";
import { SigninSheet } from "../signin/SigninSheet";
import { type Kind, kindOf, kinds } from "./steps";
import { TrustSteps } from "./TrustSteps";
import styles from "./TrustSteps.module.css";
import { isTrusted, type Trust, trustQuery } from "./trustApi";

const TRY_MS = 3_000;

export function TrustPage() {
  const { t } = useTranslation();
  const trust = useQuery(trustQuery);
  return (
    <SigninSheet wide title={trust.data ? t("trust.title") : undefined}>
      <title>{t("trust.pageTitle")}</title>
      {trust.isPending && <Loading />}
      {trust.isError && <ErrorState error={trust.error} onRetry={() => void trust.refetch()} />}
      {trust.data === null && (
        <EmptyState icon={<SealIcon size={48} />} title={t("trust.none")}>
          {t("trust.noneDetail")}
        </EmptyState>
      )}
      {trust.data && <Walk trust={trust.data} />}
    </SigninSheet>
  );
}

type Found = "trying" | "not" | "stillNot" | "works";

function Walk({ trust }: { trust: Trust }) {
  const { t } = useTranslation();
  const { to = "/" } = useSearch({ from: "/trust" });
  const [kind, setKind] = useState(() => kindOf(navigator));
  const [found, setFound] = useState<Found>("trying");
  const code = window.location.hash.slice(1);
  const target = trust.https + (code ? `/pair#${code}` : to);
  const here = window.location.protocol === "https:";

  const attempt = async (asked: boolean) => {
    const works = await isTrusted(trust.https);
    setFound((before) => (works ? "works" : asked || before === "stillNot" ? "stillNot" : "not"));
    // Replaced, not followed: going back must not lead here again.
    if (works && !here) window.location.replace(target);
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: the address does not change while the page is open
  useEffect(() => {
    void attempt(false);
    if (here) return;
    const look = () => document.visibilityState === "visible" && void attempt(false);
    const timer = setInterval(look, TRY_MS);
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, []);

  if (found === "works") {
    return (
      <Notice
        tone="done"
        title={t(here ? "trust.worksHere" : "trust.works")}
        action={
          <Button variant="primary" onClick={() => window.location.replace(target)}>
            {t("trust.goOn")}
          </Button>
        }
      />
    );
  }
  const download = (
    <a className={styles.download} href={kind === "ipad" ? trust.profile : trust.certificate}>
      {t("trust.download")}
    </a>
  );
  return (
    <div className={styles.page}>
      <p>{t("trust.lead")}</p>
      <div className={styles.state}>
        {found === "trying" ? (
          <p role="status">{t("trust.trying")}</p>
        ) : (
          <Notice
            tone={found === "stillNot" ? "warning" : "info"}
            action={<Button onClick={() => void attempt(true)}>{t("trust.tryAgain")}</Button>}
          >
            {t(found === "stillNot" ? "trust.stillNot" : "trust.notYet")}
          </Notice>
        )}
      </div>
      <Segments
        label={t("trust.device")}
        value={kind}
        options={kinds.map((value) => ({ value, text: t(`trust.${value}`) }))}
        onChange={(next: Kind) => setKind(next)}
      />
      <TrustSteps kind={kind} name={trust.name} download={download} />
      <Fingerprint trust={trust} />
    </div>
  );
}

export function Fingerprint({ trust }: { trust: Trust }) {
  const { t } = useTranslation();
  return (
    <p className={styles.fingerprint}>
      {t("trust.fingerprint", { name: trust.name })} <code>{trust.fingerprint}</code>
    </p>
  );
}
