// The frame of a meeting as typed at the desk: kind, title, room, day and hour, the same for a new one and an old one.
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Field } from "../../ui/Field";
import { Select } from "../../ui/Select";
import { kindsQuery } from "../people/directory";
import page from "./Page.module.css";
import { moment, readDate, readTime } from "./when";

export interface MeetingDraft {
  kind: string;
  title: string;
  room: string;
  date: string;
  time: string;
}

/** The moment typed, or nothing while date or time cannot be read. */
export function startOf(draft: MeetingDraft): string | undefined {
  const date = readDate(draft.date);
  const time = readTime(draft.time);
  return date && time ? moment(date, time) : undefined;
}

interface MeetingFieldsProps {
  draft: MeetingDraft;
  onChange(draft: MeetingDraft): void;
  /** Whether a try to save has been made: from then on unreadable dates are said so. */
  tried: boolean;
  /** What the server refused, by field. */
  refused?: { field?: string | null; detail: string };
}

export function MeetingFields({ draft, onChange, tried, refused }: MeetingFieldsProps) {
  const { t, i18n } = useTranslation();
  const { data: kinds = [] } = useQuery(kindsQuery);
  const change = (part: Partial<MeetingDraft>) => onChange({ ...draft, ...part });
  const of = (field: string) => (refused?.field === field ? refused.detail : undefined);
  const options = kinds.map((kind) => ({
    value: kind.code,
    label: i18n.language === "en" ? kind.name_en : kind.name,
  }));
  return (
    <>
      <Select
        label={t("desk.meeting.kind")}
        value={draft.kind}
        options={options}
        onChange={(kind) => change({ kind })}
      />
      <Field
        label={t("desk.meeting.title")}
        value={draft.title}
        onChange={(event) => change({ title: event.target.value })}
        error={of("title")}
        maxLength={250}
        autoComplete="off"
      />
      <Field
        label={t("desk.meeting.room")}
        value={draft.room}
        onChange={(event) => change({ room: event.target.value })}
        error={of("room")}
        maxLength={120}
      />
      <div className={page.pair}>
        <Field
          label={t("desk.meeting.date")}
          value={draft.date}
          onChange={(event) => change({ date: event.target.value })}
          error={tried && !readDate(draft.date) ? t("desk.meeting.dateUnreadable") : undefined}
          hint={t("desk.meeting.dateHint")}
          inputMode="numeric"
          autoComplete="off"
        />
        <Field
          label={t("desk.meeting.time")}
          value={draft.time}
          onChange={(event) => change({ time: event.target.value })}
          error={tried && !readTime(draft.time) ? t("desk.meeting.timeUnreadable") : undefined}
          hint={t("desk.meeting.timeHint")}
          inputMode="numeric"
          autoComplete="off"
        />
      </div>
    </>
  );
}
