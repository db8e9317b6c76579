// The house's paired tablets: whose they are, when they were last used, and taking one back.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { clock, date } from "../../i18n/time";
import { Button } from "../../ui/Button";
import { DeviceIcon, DoneIcon, LockIcon, PairIcon } from "../../ui/Icon";
import { EmptyState, ErrorState, Loading } from "../../ui/State";
import { ConfirmDialog } from "../desk/ConfirmDialog";
import { DeskShell } from "../desk/DeskShell";
import page from "../desk/Page.module.css";
import { useAct } from "../meeting/useAct";
import { called } from "../people/directory";
import styles from "./DevicesPage.module.css";
import { devicesQuery, revoke } from "./devicesApi";
import { PairTablet } from "./PairTablet";

export function DevicesPage() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const devices = useQuery(devicesQuery);
  const [pairing, setPairing] = useState(false);
  const [leaving, setLeaving] = useState<string>();
  const take = useAct(revoke);
  const asked = devices.data?.find((device) => device.device_id === leaving);
  const connection = devices.error ? "lost" : devices.data ? "live" : "connecting";
  const seen = (at: string) => `${date(at)}, ${clock(at)}`;
  return (
    <DeskShell connection={connection} since={devices.dataUpdatedAt || undefined}>
      <div className={page.head}>
        <h1 className={page.title}>{t("desk.devices.heading")}</h1>
        <div className={page.actions}>
          <Button variant="primary" icon={<PairIcon />} onClick={() => setPairing(true)}>
            {t("desk.pairing.title")}
          </Button>
        </div>
      </div>
      <div className={page.body}>
        {!devices.data && devices.error && (
          <ErrorState error={devices.error} onRetry={() => devices.refetch()} />
        )}
        {!devices.data && !devices.error && <Loading rows={6} />}
        {devices.data?.length === 0 && (
          <EmptyState icon={<DeviceIcon size={48} />} title={t("desk.devices.empty")}>
            {t("desk.devices.emptyHint")}
          </EmptyState>
        )}
        {devices.data && devices.data.length > 0 && (
          <table className={page.table}>
            <thead>
              <tr>
                <th scope="col">{t("desk.devices.person")}</th>
                <th scope="col">{t("desk.devices.device")}</th>
                <th scope="col">{t("desk.devices.pairedAt")}</th>
                <th scope="col">{t("desk.devices.lastSeen")}</th>
                <th scope="col">{t("desk.devices.state")}</th>
                <th scope="col" className={page.number}>
                  {t("desk.work")}
                </th>
              </tr>
            </thead>
            <tbody>
              {devices.data.map((device) => (
                <tr key={device.device_id}>
                  <td>
                    <strong>{called(device.person)}</strong>
                    <span className={page.sub}>{device.person.post}</span>
                  </td>
                  <td>{device.device_name}</td>
                  <td>{seen(device.paired_at)}</td>
                  <td>{device.last_seen_at ? seen(device.last_seen_at) : t("desk.devices.never")}</td>
                  <td>
                    <span className={device.locked ? styles.locked : styles.ready}>
                      {device.locked ? <LockIcon size={20} /> : <DoneIcon size={20} />}
                      {t(device.locked ? "desk.devices.locked" : "desk.devices.ready")}
                    </span>
                  </td>
                  <td className={page.number}>
                    <Button
                      variant="quiet"
                      aria-label={t("desk.devices.revokeOf", { name: device.person.name })}
                      onClick={() => {
                        take.forget();
                        setLeaving(device.device_id);
                      }}
                    >
                      {t("desk.devices.revoke")}
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
      {pairing && <PairTablet onClose={() => setPairing(false)} />}
      {asked && (
        <ConfirmDialog
          title={t("desk.devices.revokeTitle", { name: called(asked.person) })}
          act={t("desk.devices.revokeAct")}
          busy={take.busy}
          refusal={take.refusal}
          onClose={() => setLeaving(undefined)}
          onConfirm={() =>
            take.act(asked.device_id, () => {
              setLeaving(undefined);
              void queries.invalidateQueries({ queryKey: devicesQuery.queryKey });
            })
          }
        >
          {t("desk.devices.revokeHint", { device: asked.device_name })}
        </ConfirmDialog>
      )}
    </DeskShell>
  );
}
