// Publishing: who will receive what, said before it happens; what is missing, said by the server.
import { useTranslation } from "react-i18next";
import { clock, longDate } from "../../i18n/time";
import { useView } from "../../live/live.react";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { PublishIcon } from "../../ui/Icon";
import { Notice } from "../../ui/Notice";
import { useAct } from "../meeting/useAct";
import { publishMeeting } from "./meetingApi";
import styles from "./Publish.module.css";

const ROLES = ["chair", "secretary", "member", "invited", "guest"] as const;

export function Publish({ onClose }: { onClose(): void }) {
  const { t } = useTranslation();
  const view = useView((whole) => whole);
  const publish = useAct(publishMeeting(view.meeting_id));
  const people = Object.values(view.attendees.people);
  const counts = ROLES.map((role) => ({ role, count: people.filter((one) => one.role === role).length }));
  if (view.phase !== "draft") {
    return (
      <Dialog
        open
        onClose={onClose}
        title={t("desk.publish.done")}
        actions={
          <Button variant="primary" onClick={onClose}>
            {t("common.close")}
          </Button>
        }
      >
        <Notice tone="done">{t("desk.publish.doneHint", { count: people.length })}</Notice>
      </Dialog>
    );
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("desk.publish.title")}
      description={`${view.title}, ${longDate(view.starts_at)}, ${clock(view.starts_at)}`}
      actions={
        <>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button
            variant="primary"
            icon={<PublishIcon />}
            busy={publish.busy}
            onClick={() => publish.act(undefined)}
          >
            {t("desk.publish.act")}
          </Button>
        </>
      }
    >
      <dl className={styles.facts}>
        {counts
          .filter(({ role, count }) => count > 0 || role === "chair")
          .map(({ role, count }) => (
            <div key={role}>
              <dt>{t(`common.role.${role}`)}</dt>
              <dd>{count}</dd>
            </div>
          ))}
        <div className={styles.total}>
          <dt>{t("desk.publish.recipients")}</dt>
          <dd>{people.length}</dd>
        </div>
        <div>
          <dt>{t("desk.tabs.agenda")}</dt>
          <dd>{t("desk.tabs.itemCount", { count: view.agenda.total ?? 0 })}</dd>
        </div>
        <div>
          <dt>{t("desk.tabs.papers")}</dt>
          <dd>{t("desk.tabs.paperCount", { count: Object.keys(view.papers).length })}</dd>
        </div>
      </dl>
      <p className={styles.note}>{t("desk.publish.note")}</p>
      {publish.refusal && (
        <Notice tone={publish.refusal.code === "not_ready" ? "warning" : "error"}>
          {publish.refusal.message}
        </Notice>
      )}
    </Dialog>
  );
}
