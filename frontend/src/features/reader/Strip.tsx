// The one place where the reader is told something: over the page's foot, so that nothing read ever moves.
import { useRouter } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { clock } from "../../i18n/time";
import type { MeetingView } from "../../live/frame";
import { Button } from "../../ui/Button";
import { InfoIcon, OfflineIcon, RecogniseIcon, WarningIcon } from "../../ui/Icon";
import { useBuzz } from "../comfort/useComfort";
import { pageList } from "../papers/pageList";
import { atDesk, roomAddress } from "./RoomLink";
import styles from "./Strip.module.css";

export interface StripProps {
  cut?: number;
  withdrawn: boolean;
  replaced: boolean;
  stalled: boolean;
  agenda: MeetingView["agenda"];
  /** The item this paper belongs to. */
  own: string;
  /** The current item the reader knows about. */
  accepted?: string;
  meeting: string;
  /** That somebody leads, asks to lead, or has been given the lead. */
  lead?: Omit<Message, "tone">;
  /** Pages changed since this reader last read the paper; recognised ones: how many. */
  changed: readonly number[];
  recognised: number;
  /** The whole paper is on this tablet. */
  kept: boolean;
  onNextChanged(): void;
  onOpenNew(): void;
  onStay(): void;
}

export interface Message {
  tone: "info" | "warning";
  icon: ReactNode;
  title: string;
  detail?: string;
  quoted?: boolean;
  actions?: ReactNode;
}

export function Strip(props: StripProps) {
  const { t } = useTranslation();
  const [known, setKnown] = useState(false);
  const message = useMessage(props, known, () => setKnown(true));
  useBuzz(message && message.tone === "info" ? message.title : "");
  return (
    <section className={styles.slot} aria-live="polite" aria-label={t("reader.strip.label")}>
      {message && (
        <div className={`${styles.strip} ${styles[message.tone]}`}>
          {message.icon}
          <div className={styles.text}>
            <p className={styles.title}>{message.title}</p>
            {message.detail && (
              <p className={`${styles.detail} ${message.quoted ? styles.quoted : ""}`}>{message.detail}</p>
            )}
          </div>
          {message.actions && <div className={styles.actions}>{message.actions}</div>}
        </div>
      )}
    </section>
  );
}

/** The most pressing one; the others come up when it has gone. */
function useMessage(props: StripProps, known: boolean, understand: () => void): Message | undefined {
  const { t } = useTranslation();
  const router = useRouter();
  const { cut, withdrawn, replaced, stalled, agenda, own, accepted, meeting } = props;
  const toRoom = () => router.history.push(roomAddress(meeting));
  const stay = <Button onClick={props.onStay}>{t("reader.strip.stay")}</Button>;
  const openNew = <Button onClick={props.onOpenNew}>{t("reader.strip.openNew")}</Button>;
  if (cut !== undefined) {
    return {
      tone: "warning",
      icon: <OfflineIcon />,
      title: t("reader.strip.offline", { time: clock(cut) }),
      // Without network too, nobody takes the old version for the new one.
      ...(replaced
        ? { detail: t("reader.strip.offlineOld"), actions: openNew }
        : { detail: t(props.kept ? "reader.strip.offlineKept" : "reader.strip.offlineDetail") }),
    };
  }
  if (withdrawn) {
    return {
      tone: "warning",
      icon: <WarningIcon />,
      title: t("reader.strip.withdrawn"),
      detail: t("reader.strip.withdrawnDetail"),
      actions: <Button onClick={toRoom}>{t(atDesk() ? "reader.backDeskLong" : "reader.backLong")}</Button>,
    };
  }
  if (props.lead) return { tone: "info", ...props.lead };
  const current = agenda.current;
  const item = current ? agenda.items[current] : undefined;
  if (item && current !== accepted && current !== own) {
    const { number } = item;
    return {
      tone: "info",
      icon: <InfoIcon />,
      title:
        number === undefined
          ? t("reader.strip.movedBreak")
          : t("reader.strip.moved", { number: String(number) }),
      detail: item.short_title,
      actions: (
        <>
          {stay}
          <Button onClick={toRoom}>
            {number === undefined
              ? t(atDesk() ? "reader.backDeskLong" : "reader.backLong")
              : t("reader.strip.toItem", { number: String(number) })}
          </Button>
        </>
      ),
    };
  }
  if (replaced) {
    return {
      tone: "info",
      icon: <InfoIcon />,
      title: t("reader.strip.replaced"),
      detail: t("reader.strip.replacedDetail"),
      actions: openNew,
    };
  }
  if (stalled) {
    return {
      tone: "warning",
      icon: <WarningIcon />,
      title: t("reader.strip.stalled"),
      detail: t("reader.strip.stalledDetail"),
    };
  }
  const { changed, recognised } = props;
  const ok = <Button onClick={understand}>{t("common.dismiss")}</Button>;
  if (changed.length > 0 && !known) {
    return {
      tone: "info",
      icon: <InfoIcon />,
      title: t("reader.changed.title", { count: changed.length }),
      detail: t("reader.changed.detail", { count: changed.length, pages: pageList(changed) }),
      actions: (
        <>
          {ok}
          <Button onClick={props.onNextChanged}>{t("reader.changed.next")}</Button>
        </>
      ),
    };
  }
  if (recognised > 0 && !known) {
    return {
      tone: "info",
      icon: <RecogniseIcon />,
      title: t("reader.recognised.title", { count: recognised }),
      detail: t("reader.recognised.detail"),
      actions: ok,
    };
  }
  return undefined;
}
