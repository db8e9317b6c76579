// "Gọi phục vụ": four things one may need, one touch each; whether somebody is coming is said on the button itself.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { intention } from "../../api/client";
import { deliver } from "../../asked/deliver";
import type { Wish } from "../../asked/wish";
import { clock } from "../../i18n/time";
import { usePictureStore } from "../../live/live.react";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import {
  DoneIcon,
  PaperIcon,
  SecretaryIcon,
  ServiceIcon,
  TechnicianIcon,
  WaitIcon,
  WaterIcon,
} from "../../ui/Icon";
import { Notice } from "../../ui/Notice";
import { isUnreachable } from "../../vault/offline";
import { useAsked } from "../asked/useAsked";
import { useBuzz } from "../comfort/useComfort";
import { type Call, type CallKind, KINDS, myCallsQuery } from "./callsApi";
import styles from "./ServiceButton.module.css";

const icons = { water: WaterIcon, paper: PaperIcon, technician: TechnicianIcon, secretary: SecretaryIcon };

export interface ServiceButtonProps {
  meeting: string;
  seat?: string;
  /** Under discussion now. */
  item?: string;
  cut?: number;
  className?: string;
}

export function ServiceButton({ meeting, seat, item, cut, className }: ServiceButtonProps) {
  const { t } = useTranslation();
  const { asked } = useAsked(meeting);
  const [open, setOpen] = useState(false);
  const picture = usePictureStore();
  const queries = useQueryClient();
  const query = myCallsQuery(meeting);
  const { data } = useQuery(query);
  const calls = data?.calls ?? [];
  useEffect(() => {
    return picture.onCalls(
      () => void queries.invalidateQueries({ queryKey: myCallsQuery(meeting).queryKey }),
    );
  }, [picture, queries, meeting]);
  const received = calls.some(({ state }) => state === "received");
  useBuzz(received ? "received" : "");
  const waits = (what: CallKind, act: Wish["do"]) =>
    asked.some(
      ({ wish, stage }) => wish.do === act && "what" in wish && wish.what === what && stage === "kept",
    );
  // What is to be taken back is waited for no longer.
  const wanted = calls.filter(({ kind }) => !waits(kind, "withdraw_call"));
  const kept = wanted.length < calls.length || KINDS.some((kind) => waits(kind, "call"));
  const word = wanted.some(({ state }) => state === "received")
    ? "service.coming"
    : wanted.length > 0
      ? "service.waiting"
      : kept
        ? "service.kept"
        : "service.title";
  return (
    <>
      <Button size="bar" className={className} icon={<ServiceIcon />} onClick={() => setOpen(true)}>
        {t(word)}
      </Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title={t("service.title")}
        description={seat ? t("service.seat", { seat }) : t("service.noSeat")}
      >
        <ul className={styles.kinds} aria-live="polite">
          {KINDS.map((kind) => (
            <Kind
              key={kind}
              meeting={meeting}
              kind={kind}
              item={item}
              cut={cut}
              onUnheard={() => setOpen(false)}
              call={calls.find((one) => one.kind === kind)}
            />
          ))}
        </ul>
      </Dialog>
    </>
  );
}

interface KindProps {
  meeting: string;
  kind: CallKind;
  item?: string;
  cut?: number;
  call?: Call;
  /** Nobody heard it: what becomes of it is asked elsewhere. */
  onUnheard(): void;
}

function Kind({ meeting, kind, item, cut, call: known, onUnheard }: KindProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const asked = useAsked(meeting);
  const wish: Wish = known
    ? { do: "withdraw_call", what: kind, call: known.call_id }
    : { do: "call", what: kind };
  const offer = (key?: string) => {
    asked.offer(wish, item, key);
    onUnheard();
  };
  const act = useMutation({
    mutationFn: (key: string) => deliver(meeting, wish, key),
    onError: (error, key) => isUnreachable(error) && offer(key),
    onSettled: () => queries.invalidateQueries({ queryKey: myCallsQuery(meeting).queryKey }),
  });
  const press = () => (cut === undefined ? act.mutate(intention()["Idempotency-Key"]) : offer());
  const Icon = icons[kind];
  const waits = asked.of(wish);
  return (
    <li className={styles.kind}>
      {waits?.stage === "kept" ? (
        <div className={styles.open}>
          <Icon />
          <p className={styles.words}>
            <span className={styles.name}>
              {wish.do === "call"
                ? t(`service.kind.${kind}`)
                : t("asked.what.withdraw_call", { kind: t(`service.kind.${kind}`) })}
            </span>
            <span className={styles.state}>
              <WaitIcon size={20} />
              {t("asked.kept")}
            </span>
          </p>
          <Button onClick={() => asked.drop(waits.key)}>{t("asked.drop")}</Button>
        </div>
      ) : known ? (
        <div className={styles.open}>
          <Icon />
          <p className={styles.words}>
            <span className={styles.name}>{t(`service.kind.${known.kind}`)}</span>
            <span className={styles.state}>
              {known.state === "received" ? <DoneIcon size={20} /> : <WaitIcon size={20} />}
              {known.state === "received" && known.received_at
                ? t("service.received", { time: clock(known.received_at) })
                : t("service.called", { time: clock(known.called_at) })}
            </span>
          </p>
          <Button busy={act.isPending} onClick={press}>
            {t("service.withdraw")}
          </Button>
        </div>
      ) : (
        <Button size="bar" className={styles.ask} icon={<Icon />} busy={act.isPending} onClick={press}>
          {t(`service.kind.${kind}`)}
        </Button>
      )}
      {act.error && !isUnreachable(act.error) && (
        <Notice tone="error" onDismiss={act.reset}>
          {act.error.message}
        </Notice>
      )}
    </li>
  );
}
