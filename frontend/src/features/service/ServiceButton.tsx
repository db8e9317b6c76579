// "Gọi phục vụ": four things one may need, one touch each; whether somebody is coming is said on the button itself.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
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
import { useBuzz } from "../comfort/useComfort";
import { type Call, type CallKind, call, KINDS, myCallsQuery, withdraw } from "./callsApi";
import styles from "./ServiceButton.module.css";

const icons = { water: WaterIcon, paper: PaperIcon, technician: TechnicianIcon, secretary: SecretaryIcon };

export interface ServiceButtonProps {
  meeting: string;
  seat?: string;
  cut?: number;
  className?: string;
}

export function ServiceButton({ meeting, seat, cut, className }: ServiceButtonProps) {
  const { t } = useTranslation();
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
  const word = received ? "service.coming" : calls.length > 0 ? "service.waiting" : "service.title";
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
              cut={cut}
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
  cut?: number;
  call?: Call;
}

function Kind({ meeting, kind, cut, call: known }: KindProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const after = { onSettled: () => queries.invalidateQueries({ queryKey: myCallsQuery(meeting).queryKey }) };
  const ask = useMutation({ mutationFn: () => call(meeting, kind), ...after });
  const take = useMutation({ mutationFn: (id: string) => withdraw(meeting, id), ...after });
  const Icon = icons[kind];
  const off = cut !== undefined;
  const error = ask.error ?? take.error;
  return (
    <li className={styles.kind}>
      {known ? (
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
          <Button busy={take.isPending} disabled={off} onClick={() => take.mutate(known.call_id)}>
            {t("service.withdraw")}
          </Button>
        </div>
      ) : (
        <Button
          size="bar"
          className={styles.ask}
          icon={<Icon />}
          busy={ask.isPending}
          disabled={off}
          onClick={() => ask.mutate()}
        >
          {t(`service.kind.${kind}`)}
          {off && <span className={styles.reason}>{t("room.needsNetwork")}</span>}
        </Button>
      )}
      {error && (
        <Notice
          tone="error"
          onDismiss={() => {
            ask.reset();
            take.reset();
          }}
        >
          {error.message}
        </Notice>
      )}
    </li>
  );
}
