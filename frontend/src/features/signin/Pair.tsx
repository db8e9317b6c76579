// Pairs this tablet with its owner: the code came in the address, the owner chooses a PIN, twice.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { answer, api } from "../../api/client";
import { Refusal } from "../../api/problem";
import { PairIcon } from "../../ui/Icon";
import { EmptyState, ErrorState, Loading } from "../../ui/State";
import styles from "./PinForm.module.css";
import { PIN_LENGTH, PinPad } from "./PinPad";
import { PinStage } from "./PinStage";
import { SigninSheet } from "./SigninSheet";
import { sessionQuery } from "./session";

export function Pair() {
  const { t } = useTranslation();
  const router = useRouter();
  const queries = useQueryClient();
  // The fragment never reaches a server's log; it is read once and taken out of the address bar.
  const [code] = useState(() => window.location.hash.slice(1));
  useEffect(() => {
    window.history.replaceState(window.history.state, "", window.location.pathname);
  }, []);
  const asked = useQuery({
    queryKey: ["pairing", code],
    enabled: code !== "",
    retry: false,
    // Once: while the PIN is being chosen nothing may take the pad away.
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => stands(code),
  });
  const [chosen, setChosen] = useState("");
  const [pin, setPin] = useState("");
  const [trouble, setTrouble] = useState("");
  const claim = useMutation({
    mutationFn: (body: { code: string; pin: string; device_name: string }) =>
      answer(api.POST("/api/pairings/claim", { body })),
    onSuccess: (session) => {
      queries.clear();
      queries.setQueryData(sessionQuery.queryKey, session);
      router.history.replace("/");
    },
    onError: (error) => startOver(error.message),
  });

  const startOver = (why: string) => {
    setChosen("");
    setPin("");
    setTrouble(why);
  };
  const change = (next: string) => {
    setPin(next);
    if (next.length < PIN_LENGTH) return setTrouble("");
    if (!chosen) {
      if (easyToGuess(next)) return startOver(t("signin.pinTooSimple"));
      setChosen(next);
      setPin("");
    } else if (chosen !== next) startOver(t("signin.pinsDiffer"));
    else {
      const phone = Math.min(window.screen.width, window.screen.height) < 600;
      const device_name = t(phone ? "signin.deviceNamePhone" : "signin.deviceName");
      claim.mutate({ code, pin: next, device_name });
    }
  };

  if (!code) {
    return (
      <SigninSheet>
        <EmptyState icon={<PairIcon size={48} />} title={t("signin.noCode")}>
          {t("signin.noCodeDetail")}
        </EmptyState>
      </SigninSheet>
    );
  }
  const over = isOver(claim.error) ? claim.error : asked.error;
  if (over) {
    return (
      <SigninSheet>
        <ErrorState
          error={over}
          title={isOver(over) ? t("signin.codeOver") : undefined}
          onRetry={isOver(over) ? undefined : () => void asked.refetch()}
        />
      </SigninSheet>
    );
  }
  if (asked.isPending) {
    return (
      <SigninSheet wide>
        <Loading />
      </SigninSheet>
    );
  }
  return (
    <SigninSheet wide>
      <PinStage
        words={
          <div>
            <h1 className={styles.name}>{t("signin.pairTitle")}</h1>
            <p>{t("signin.choosePinHint")}</p>
          </div>
        }
        message={trouble ? { tone: "error", text: trouble } : undefined}
        pad={
          <PinPad
            label={t(chosen ? "signin.repeatPin" : "signin.choosePin")}
            value={pin}
            onChange={change}
            busy={claim.isPending}
          />
        }
      />
    </SigninSheet>
  );
}

/**
 * Throws where the code has been used or has run out, before its owner has thought of a PIN. The server looks at the code
 * first: offered no PIN at all, it refuses a good code for the PIN, and takes nothing.
 */
async function stands(code: string): Promise<true> {
  try {
    await answer(api.POST("/api/pairings/claim", { body: { code, pin: "", device_name: "-" } }));
  } catch (error) {
    if (!(error instanceof Refusal && error.code === "pin_not_six_digits")) throw error;
  }
  return true;
}

const isOver = (error: unknown): error is Refusal => error instanceof Refusal && error.status === 410;

/** 111111, 123456, 654321: what a passer-by tries first. */
function easyToGuess(pin: string): boolean {
  const steps = new Set([...pin].slice(1).map((digit, place) => Number(digit) - Number(pin[place])));
  const [step] = steps;
  return steps.size === 1 && step !== undefined && Math.abs(step) <= 1;
}
