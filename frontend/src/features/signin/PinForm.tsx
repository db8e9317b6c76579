// A paired tablet knows its owner: it greets them and asks for the PIN alone.
import { useMutation } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { answer, api, type Schemas } from "../../api/client";
import { Refusal } from "../../api/problem";
import styles from "./PinForm.module.css";
import { PIN_LENGTH, PinPad } from "./PinPad";
import { PinStage } from "./PinStage";
import type { Session } from "./session";

/** From this many tries on, the number left is said before the next mistake. */
const FEW_TRIES = 3;

export interface PinFormProps {
  device: Schemas["MyDevice"];
  onEnter(session: Session): void;
  /** The way in for somebody else. */
  other: ReactNode;
}

export function PinForm({ device, onEnter, other }: PinFormProps) {
  const { t } = useTranslation();
  const [pin, setPin] = useState("");
  const unlock = useMutation({
    mutationFn: (entered: string) => answer(api.POST("/api/session/pin", { body: { pin: entered } })),
    onSuccess: onEnter,
    onError: () => setPin(""),
  });
  const change = (next: string) => {
    setPin(next);
    if (next.length === PIN_LENGTH) unlock.mutate(next);
  };

  const { error } = unlock;
  const locked = device.tries_left === 0 || (error instanceof Refusal && error.status === 423);
  const warning =
    device.tries_left === 0
      ? t("signin.locked")
      : device.tries_left <= FEW_TRIES && t("signin.triesLeft", { count: device.tries_left });
  return (
    <PinStage
      words={
        <div>
          <p>{t("signin.greeting")}</p>
          <h1 className={styles.name}>{device.person.name}</h1>
          <p className={styles.post}>{device.person.post}</p>
        </div>
      }
      message={
        error
          ? { tone: "error", text: error.message }
          : warning
            ? { tone: "warning", text: warning }
            : undefined
      }
      pad={
        !locked && <PinPad label={t("signin.pin")} value={pin} onChange={change} busy={unlock.isPending} />
      }
      after={other}
    />
  );
}
