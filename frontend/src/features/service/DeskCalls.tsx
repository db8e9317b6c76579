// Who in any room asks for service, on every page of the desk: seat, name, what, since when; received and seen to by one press.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/Button";
import { DoneIcon, ServiceIcon } from "../../ui/Icon";
import { useSession } from "../signin/session";
import { type Call, deskCallsQuery, settle } from "./callsApi";
import styles from "./DeskCalls.module.css";

/** As many as do not push the page away; the others are one press below. */
const FEW = 3;

export function DeskCalls() {
  const session = useSession();
  return session.house_role === "secretariat" ? <List /> : null;
}

function List() {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const { data } = useQuery(deskCallsQuery);
  const calls = data?.calls ?? [];
  const waiting = calls.filter(({ state }) => state === "waiting");
  const shown = all ? calls : calls.slice(0, FEW);
  return (
    <section className={styles.calls} aria-label={t("service.desk.label")} hidden={calls.length === 0}>
      <p className={styles.head} role="status">
        <ServiceIcon size={24} />
        <strong>
          {waiting.length > 0
            ? t("service.desk.waiting", { count: waiting.length })
            : calls.length > 0
              ? t("service.desk.received", { count: calls.length })
              : ""}
        </strong>
      </p>
      <ul>
        {shown.map((one) => (
          <Row key={one.call_id} call={one} now={Date.parse(data?.now ?? "")} />
        ))}
      </ul>
      {calls.length > FEW && (
        <Button variant="quiet" onClick={() => setAll(!all)}>
          {all ? t("service.desk.fewer") : t("service.desk.more", { count: calls.length - FEW })}
        </Button>
      )}
    </section>
  );
}

function Row({ call, now }: { call: Call; now: number }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { mutate, isPending, error } = useMutation({
    mutationFn: (state: "received" | "done") => settle(call.call_id, state),
    onSettled: () => queries.invalidateQueries({ queryKey: deskCallsQuery.queryKey }),
  });
  const minutes = Math.max(0, Math.floor((now - Date.parse(call.called_at)) / 60_000));
  const who = t("service.desk.of", { kind: t(`service.kind.${call.kind}`), name: call.name });
  return (
    <li className={styles.row}>
      <p className={styles.seat}>{call.seat ?? t("service.desk.noSeat")}</p>
      <div className={styles.words}>
        <p className={styles.who}>
          <strong>{t(`service.kind.${call.kind}`)}</strong> · {call.name}
        </p>
        <p className={styles.detail}>
          {minutes === 0 ? t("service.desk.now") : t("service.desk.since", { count: minutes })} · {call.post}
          {call.meeting_title && ` · ${call.meeting_title}`}
        </p>
        {error && (
          <p className={styles.error} role="alert">
            {error.message}
          </p>
        )}
      </div>
      {call.state === "received" && (
        <p className={styles.received}>
          <DoneIcon size={20} />
          {t("service.desk.isReceived")}
        </p>
      )}
      <div className={styles.acts}>
        {call.state === "waiting" && (
          <Button
            variant="primary"
            busy={isPending}
            aria-label={t("service.desk.receiveOf", { who })}
            onClick={() => mutate("received")}
          >
            {t("service.desk.receive")}
          </Button>
        )}
        <Button
          busy={isPending}
          aria-label={t("service.desk.doneOf", { who })}
          onClick={() => mutate("done")}
        >
          {t("service.desk.done")}
        </Button>
      </div>
    </li>
  );
}
