// A paired tablet knows its owner: it greets them and asks for the PIN alone.
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { answer, api, type Schemas } from "../../api/client";
import { Refusal } from "../../api/problem";
import { Notice } from "../../ui/Notice";
import styles from "./PinForm.module.css";
import { PIN_LENGTH, PinPad } from "./PinPad";
import type { Session } from "./session";

/** From this many tries on, the number left is said before the first mistake. */
const FEW_TRIES = 3;

export function PinForm({
  device,
  onEnter,
}: {
  device: Schemas["MyDevice"];
  onEnter(session: Session): void;
}) {
  const { t } = useTranslation();
  const [pin, setPin] = useState("");
  const unlock = useMutation({
    mutationFn: (entered: string) => answer(api.POST("/api/session/pin", { body: { pin: entered } })),
    onSuccess: onEnter,
    onError: () => setPin(""),
  });
  const locked = unlock.error instanceof Refusal && unlock.error.status === 423;
  const change = (next: string) => {
    setPin(next);
    if (next.length === PIN_LENGTH) unlock.mutate(next);
  };
  return (
    <>
      <div className={styles.greeting}>
        <p>{t("signin.greeting")}</p>
        <h1 className={styles.name}>{device.person.name}</h1>
        <p className={styles.post}>{device.person.post}</p>
      </div>
      {unlock.error ? (
        <Notice tone="error">{unlock.error.message}</Notice>
      ) : (
        device.tries_left <= FEW_TRIES && (
          <Notice tone="warning">{t("signin.triesLeft", { count: device.tries_left })}</Notice>
        )
      )}
      {!locked && <PinPad label={t("signin.pin")} value={pin} onChange={change} busy={unlock.isPending} />}
    </>
  );
}
