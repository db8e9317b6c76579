// "Seen as this attendee": asks the server for exactly their view, and shows it in a frame no one can take for the desk.
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { usePicture, useView } from "../../live/live.react";
import { Dialog } from "../../ui/Dialog";
import { PreviewIcon } from "../../ui/Icon";
import { Notice } from "../../ui/Notice";
import { Select } from "../../ui/Select";
import { EmptyState, ErrorState, Loading } from "../../ui/State";
import { called } from "../people/directory";
import { previewAs } from "./meetingApi";
import styles from "./Preview.module.css";
import { PreviewAgenda } from "./PreviewAgenda";

export function Preview({ onClose }: { onClose(): void }) {
  const { t } = useTranslation();
  const meeting = useView((view) => view.meeting_id);
  const draft = useView((view) => view.phase === "draft");
  const { order, people } = useView((view) => view.attendees);
  const { seq } = usePicture();
  const [chosen, setChosen] = useState(order[0] ?? "");
  const preview = useQuery({
    queryKey: ["preview", meeting, chosen, seq],
    enabled: chosen !== "",
    queryFn: () => previewAs(meeting, chosen),
    placeholderData: (last, query) => (query?.queryKey[2] === chosen ? keepPreviousData(last) : undefined),
  });
  const person = people[chosen];
  const options = order.flatMap((id) => {
    const one = people[id];
    return one ? [{ value: id, label: `${called(one)}, ${one.post} (${t(`common.role.${one.role}`)})` }] : [];
  });
  return (
    <Dialog open wide onClose={onClose} title={t("desk.preview.title")} description={t("desk.preview.hint")}>
      {order.length === 0 && (
        <EmptyState icon={<PreviewIcon size={48} />} title={t("desk.attendees.empty")}>
          {t("desk.preview.nobody")}
        </EmptyState>
      )}
      {order.length > 0 && (
        <div className={styles.preview}>
          <Select label={t("desk.preview.choose")} value={chosen} options={options} onChange={setChosen} />
          {draft && <Notice tone="warning">{t("desk.preview.draft")}</Notice>}
          {preview.error && <ErrorState error={preview.error} onRetry={() => preview.refetch()} />}
          {preview.isPending && <Loading rows={5} />}
          {preview.data && person && (
            <section className={styles.frame} aria-label={t("desk.preview.of", { name: person.name })}>
              <p className={styles.ribbon}>
                <PreviewIcon size={20} />
                {t("desk.preview.of", { name: called(person) })}
              </p>
              <PreviewAgenda view={preview.data.view} />
            </section>
          )}
        </div>
      )}
    </Dialog>
  );
}
